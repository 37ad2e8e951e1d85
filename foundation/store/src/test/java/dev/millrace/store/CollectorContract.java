package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.gc.Collected;
import dev.millrace.store.gc.Keeper.Reason;
import dev.millrace.store.gc.Plan;
import dev.millrace.store.gc.Policy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a collection takes, and what it leaves. */
abstract class CollectorContract extends CollectingContract {

  @Test
  void collect_whatNobodyNeeds_freesItsRoomAndKeepsItsHistory() throws IOException {
    Id run = ended(run("flights"));
    ArtifactRow old = published(run, "ingest", "old rows");
    age();
    clock.advance(MINUTE);

    Plan plan = collector.plan(NOTHING);
    assertThat(plan.removals())
        .containsExactly(
            new Plan.Removal(old.digest(), "Examples/1", old.bytes(), List.of(old.id())));
    assertThat(plan.kept()).isEmpty();
    assertThat(plan.bytes()).isEqualTo(old.bytes());
    assertSound(old);
    assertThat(store.findExecution(key(old))).as("a plan changes nothing").isPresent();
    assertThat(store.wasCollected(key(old))).isFalse();
    assertThat(store.collected(List.of(old.id()))).isEmpty();

    assertThat(collector.collect(plan, "ada")).isEqualTo(new Collected(1, old.bytes(), 0, 0));

    assertGone(old);
    assertThat(store.findExecution(key(old))).isEmpty();
    assertThat(store.wasCollected(key(old))).isTrue();
    assertThat(store.collected(List.of(old.id(), run))).containsExactly(old.id());
    assertThat(store.findArtifact(old.id())).contains(old);
    assertThat(store.findArtifacts(ArtifactQuery.newest(Examples.TYPE, Samples.NOON))).isEmpty();
    assertThat(store.producer(old.id())).isPresent();
    assertThatThrownBy(() -> store.pin(old.id(), "", "ada")).isInstanceOf(UserError.class);
    assertThat(store.eventsOf("gc")).singleElement().extracting(e -> e.actor()).isEqualTo("ada");
    assertThat(collector.plan(NOTHING).bytes()).isZero();
  }

  @Test
  void collect_modelVersions_keepAllThatWentIntoThemAndAllOfTheirRuns() throws IOException {
    Id first = run("flights");
    ArtifactRow examples = published(first, "ingest", "rows");
    ended(first);
    Id second = run("flights");
    ArtifactRow model = published(second, "train", "trees", examples.id());
    ArtifactRow blessing = published(second, "ingest", "good", model.id());
    store.addTasks(second, acquire(second), List.of("train[0]"));
    ArtifactRow beside = published(second, "train[0]", "statistics");
    ended(second);
    Id third = run("flights");
    ArtifactRow unrelated = published(third, "train", "worse trees", examples.id());
    ended(third);
    registry.version("flights", 1, model, Optional.of(blessing.id()), second);
    registry.deployment("local", "flights", 1, Optional.empty());
    age();
    clock.advance(MINUTE);

    Plan plan = collector.plan(NOTHING);
    collector.collect(plan, "ada");

    assertThat(plan.kept())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.keeper().reason()).isEqualTo(Reason.MODEL_VERSION);
              assertThat(kept.keeper().what()).isEqualTo("model flights version 1");
              assertThat(kept.contents()).isEqualTo(4);
            });
    for (ArtifactRow row : List.of(examples, model, blessing, beside)) {
      assertSound(row);
    }
    assertGone(unrelated);
  }

  @Test
  void collect_pins_keepWhatTheyNameUntilTheyAreTakenAway() throws IOException {
    Id run = run("flights");
    ArtifactRow examples = published(run, "ingest", "rows");
    ArtifactRow model = published(run, "train", "trees", examples.id());
    ended(run);
    Id execution = store.tasks(run).getFirst().execution().orElseThrow();
    age();
    clock.advance(MINUTE);

    store.pin(model.id(), "the first", "ada");
    assertThat(digests(collector.plan(NOTHING))).containsExactly(examples.digest());
    store.pin(execution, "", "ada");
    assertThat(digests(collector.plan(NOTHING))).isEmpty();
    store.unpin(execution, "ada");
    store.unpin(model.id(), "ada");
    store.pin(run, "for the audit", "ada");
    Plan plan = collector.plan(NOTHING);
    assertThat(plan.kept())
        .singleElement()
        .satisfies(
            kept ->
                assertThat(kept.keeper().what())
                    .isEqualTo("pinned run " + run.brief() + ": for the audit"));
    store.unpin(run, "ada");

    assertThat(digests(collector.plan(NOTHING)))
        .containsExactlyInAnyOrder(examples.digest(), model.digest());
  }

  @Test
  void collect_pinnedAfterThePlan_isLeft() throws IOException {
    Id run = ended(run("flights"));
    ArtifactRow one = published(run, "ingest", "one");
    ArtifactRow two = published(run, "train", "two");
    age();
    clock.advance(MINUTE);
    Plan plan = collector.plan(NOTHING);

    store.pin(one.id(), "", "ada");

    assertThat(collector.collect(plan, "ada")).isEqualTo(new Collected(1, two.bytes(), 1, 0));
    assertSound(one);
    assertGone(two);
  }

  @Test
  void collect_runThatHasNotEnded_keepsWhatItMadeAndWhatItHolds() throws IOException {
    Id old = run("flights");
    ArtifactRow found = published(old, "ingest", "found by the other");
    ended(old);
    Id run = run("flights");
    Token token = acquire(run);
    store.moveRun(run, token, RunState.RUNNING, "");
    store.hold(run, token, List.of(found.id()));
    ArtifactRow made = published(run, "ingest", "made");
    age();
    clock.advance(MINUTE);

    collector.collect(collector.plan(NOTHING), "ada");
    assertSound(found);
    assertSound(made);
    store.moveRun(run, acquire(run), RunState.FAILED, "");
    store.releaseLease(run, acquire(run));
    collector.collect(collector.plan(NOTHING), "ada");

    assertGone(found);
    assertGone(made);
    Id later = run("flights");
    assertThatThrownBy(() -> store.hold(later, acquire(later), List.of(found.id())))
        .isInstanceOf(FilesGone.class);
  }

  @Test
  void reuseExecution_whoseFilesAreGone_isRefused() throws IOException {
    Id run = ended(run("flights"));
    ArtifactRow row = published(run, "ingest", "rows");
    var execution = store.findExecution(key(row)).orElseThrow();
    age();
    clock.advance(MINUTE);
    collector.collect(collector.plan(NOTHING), "ada");
    Id later = run("flights");

    assertThatThrownBy(
            () -> store.reuseExecution(later, "ingest", acquire(later), execution, "cached"))
        .isInstanceOf(FilesGone.class);
    ArtifactRow again = published(later, "ingest", "rows");

    assertThat(again.digest()).isEqualTo(row.digest());
    assertThat(store.findArtifact(Examples.TYPE, row.digest())).contains(again);
  }

  @Test
  void plan_cachePolicy_keepsTheNewestOfEachPipelineAndWhatIsYoung() throws IOException {
    ArtifactRow f1 = published(ended(run("flights")), "ingest", "f1");
    ArtifactRow f2 = published(ended(run("flights")), "ingest", "f2");
    ArtifactRow t1 = published(ended(run("trains")), "ingest", "t1");
    clock.advance(Duration.ofDays(10));
    ArtifactRow f3 = published(ended(run("flights")), "ingest", "f3");
    age();
    clock.advance(Duration.ofDays(1));

    assertThat(digests(collector.plan(new Policy(1, Duration.ZERO, false, false))))
        .containsExactlyInAnyOrder(f1.digest(), f2.digest());
    assertThat(digests(collector.plan(new Policy(2, Duration.ZERO, false, false))))
        .containsExactly(f1.digest());
    assertThat(digests(collector.plan(new Policy(0, Duration.ofDays(2), false, false))))
        .containsExactlyInAnyOrder(f1.digest(), f2.digest(), t1.digest());
    assertThat(digests(collector.plan(new Policy(0, Duration.ofDays(12), false, false)))).isEmpty();
    assertThat(digests(collector.plan(NOTHING))).hasSize(4).contains(f3.digest());
  }

  @Test
  void plan_executionReusedByANewerRun_isKept() throws IOException {
    Id old = run("flights");
    ArtifactRow row = published(old, "ingest", "rows");
    ended(old);
    Id newer = run("flights");
    store.reuseExecution(
        newer, "ingest", acquire(newer), store.findExecution(key(row)).orElseThrow(), "");
    ended(newer);
    age();
    clock.advance(MINUTE);

    assertThat(digests(collector.plan(new Policy(1, Duration.ZERO, false, false)))).isEmpty();
  }

  @Test
  void collect_contentOfTwoArtifacts_staysIfOneIsNeeded() throws IOException {
    Id run = ended(run("flights"));
    ArtifactRow one = published(run, "ingest", "rows");
    ArtifactRow same = published(run, "train", "rows");
    store.pin(same.id(), "", "ada");
    age();
    clock.advance(MINUTE);

    collector.collect(collector.plan(NOTHING), "ada");
    assertSound(one);
    store.pin(one.id(), "it is found still", "ada");
    store.unpin(one.id(), "ada");
    store.unpin(same.id(), "ada");

    assertThat(collector.collect(collector.plan(NOTHING), "ada").contents()).isEqualTo(1);
    assertGone(one);
  }
}
