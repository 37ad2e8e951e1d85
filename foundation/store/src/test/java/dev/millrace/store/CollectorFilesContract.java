package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.files.TaskLog;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.gc.Collected;
import dev.millrace.store.gc.Plan;
import dev.millrace.store.gc.Policy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Collections beside publishers, after crashes, and of what lies beside the contents. */
abstract class CollectorFilesContract extends CollectingContract {

  @Test
  void collect_publishedAgainAndNotRecordedYet_isLeftForItsRun() throws IOException {
    Id run = ended(run("flights"));
    ArtifactRow row = published(run, "ingest", "rows");
    age();
    clock.advance(MINUTE);
    Plan plan = collector.plan(NOTHING);
    Id later = run("flights");
    Token token = acquire(later);
    ArtifactRow again = artifacts.publish(Examples.TYPE, staged(later, "rows"));

    assertThat(collector.collect(plan, "ada")).isEqualTo(new Collected(0, 0, 1, 0));
    assertThat(collector.plan(NOTHING).unrecorded()).isEmpty();
    store.completeTask(
        later, "ingest", token, Samples.completion("again", Map.of(), Map.of("out", again)));

    assertSound(again);
    assertThat(again.digest()).isEqualTo(row.digest());
    assertThat(store.findArtifacts(ArtifactQuery.newest(Examples.TYPE, Samples.NOON)))
        .containsExactly(again);
  }

  @Test
  void collect_publishedBeforeALongTimeByARunUnderWay_isLeft() throws IOException {
    Id run = run("flights");
    assertThat(store.acquireLease(run, "a", Duration.ofDays(1))).isPresent();
    ArtifactRow published = artifacts.publish(Examples.TYPE, staged(run, "not recorded yet"));
    machine.advance(Duration.ofHours(5));

    assertThat(collector.plan(NOTHING).unrecorded()).isEmpty();
    machine.advance(Duration.ofDays(3));
    Plan plan = collector.plan(NOTHING);
    assertThat(plan.unrecorded())
        .containsExactly(new Plan.Unrecorded(published.digest(), published.bytes()));
    collector.collect(plan, "ada");

    assertGone(published);
  }

  @Test
  void collect_diedBeforeTheFilesWereRemoved_isFinishedByTheNext() throws IOException {
    Id run = ended(run("flights"));
    ArtifactRow row = published(run, "ingest", "rows");
    Path place = Objects.requireNonNull(artifacts.open(row).getParent());
    Path copy = homes.resolve("copy");
    Files.createDirectories(copy);
    Files.copy(place.resolve("manifest"), copy.resolve("manifest"));
    Files.createDirectories(copy.resolve("files"));
    age();
    clock.advance(MINUTE);
    collector.collect(collector.plan(NOTHING), "ada");
    Files.move(copy, place);
    Path trash = Files.createDirectories(home.staging().resolve("trash").resolve("left"));
    age();

    Plan plan = collector.plan(NOTHING);
    assertThat(plan.unrecorded()).extracting(Plan.Unrecorded::digest).containsExactly(row.digest());
    collector.collect(plan, "ada");

    assertThat(place).doesNotExist();
    assertThat(trash).doesNotExist();
  }

  @Test
  void collect_leftovers_onlyIfAskedFor() throws IOException {
    Id gone = ended(run("flights"));
    Id pinned = ended(run("flights"));
    Id going = run("flights");
    Id unknown = Id.at(Samples.NOON);
    store.pin(pinned, "", "ada");
    clock.advance(MINUTE);
    TaskLogs logs = TaskLogs.open(home);
    for (Id run : List.of(gone, pinned, going, unknown)) {
      Files.writeString(artifacts.stage(run, "train[3]/fit").resolve("left"), "12345");
      try (TaskLog log = logs.append(run, "train[3]/fit")) {
        log.line("said");
      }
    }

    collector.collect(collector.plan(NOTHING), "ada");
    assertThat(artifacts.staged()).hasSize(4);
    assertThat(logs.runs()).hasSize(4);
    Plan plan = collector.plan(new Policy(0, Duration.ZERO, true, true));
    assertThat(plan.staging()).contains(new Plan.Leftover(gone, 5)).hasSize(3);
    assertThat(plan.logs())
        .containsExactlyInAnyOrder(new Plan.Leftover(gone, 5), new Plan.Leftover(unknown, 5));

    assertThat(collector.collect(plan, "ada")).isEqualTo(new Collected(0, 25, 0, 5));
    assertThat(artifacts.staged()).containsExactly(going);
    assertThat(logs.runs()).containsExactlyInAnyOrder(pinned, going);
    assertThat(store.acquireLease(gone, "b", MINUTE)).as("it can be resumed").isPresent();
  }

  @Test
  void collect_whileAnotherDoes_isRefused() throws IOException {
    Plan plan = collector.plan(NOTHING);
    try (FileChannel channel = OwnerOnly.open(home.collectionLock());
        FileLock _ = channel.lock()) {
      assertThatThrownBy(() -> collector.collect(plan, "ada"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another collection");
    }
    collector.collect(plan, "ada");
  }
}
