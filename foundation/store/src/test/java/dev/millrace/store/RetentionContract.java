package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.Retention.Kind;
import dev.millrace.store.Retention.Pin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins and holds. */
abstract class RetentionContract extends StoreContract {

  @Test
  void pin_anArtifactARunAnExecution_isListedUntilItIsTakenAway() {
    Id run = store.createRun(Samples.run("flights")).id();
    ArtifactRow artifact = made(run, "ingest", Samples.artifact("Examples/1", "rows"));
    Id execution = store.tasks(run).getFirst().execution().orElseThrow();

    assertThat(store.pin(artifact.id(), "for the audit", "ada")).isTrue();
    assertThat(store.pin(run, "the best one", "ada")).isTrue();
    assertThat(store.pin(execution, "slow", "grace")).isTrue();
    assertThat(store.pin(run, "once more", "grace")).isFalse();

    assertThat(store.pins())
        .containsExactly(
            new Pin(artifact.id(), Kind.ARTIFACT, "for the audit", "ada", Samples.NOON),
            new Pin(run, Kind.RUN, "the best one", "ada", Samples.NOON),
            new Pin(execution, Kind.EXECUTION, "slow", "grace", Samples.NOON));
    assertThat(store.unpin(run, "grace")).isTrue();
    assertThat(store.unpin(run, "grace")).isFalse();
    assertThat(store.pins()).extracting(Pin::subject).containsExactly(artifact.id(), execution);
    assertThat(store.eventsOf(run.hex()))
        .filteredOn(event -> event.kind().startsWith("pin."))
        .extracting(event -> event.kind() + " by " + event.actor())
        .containsExactly("pin.added by ada", "pin.removed by grace");
  }

  @Test
  void pin_whatIsNotThere_isNotFound() {
    assertThatThrownBy(() -> store.pin(Id.at(Samples.NOON), "", "ada"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.NOT_FOUND));
    assertThat(store.pins()).isEmpty();
  }

  @Test
  void hold_byTheHolderOfTheLeaseOnly() {
    Id run = store.createRun(Samples.run("flights")).id();
    ArtifactRow artifact = made(run, "ingest", Samples.artifact("Examples/1", "rows"));
    Id other = store.createRun(Samples.run("flights")).id();
    Token old = acquire(other);
    Token token = acquire(other);

    store.hold(other, token, List.of(artifact.id()));
    store.hold(other, token, List.of(artifact.id(), artifact.id()));

    assertLost(() -> store.hold(other, old, List.of(artifact.id())));
    assertThatThrownBy(() -> store.hold(other, token, List.of(Id.at(Samples.NOON))))
        .isInstanceOf(FilesGone.class);
  }
}
