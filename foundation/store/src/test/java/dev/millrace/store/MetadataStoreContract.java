package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.Event;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every metadata store keeps to. */
abstract class MetadataStoreContract extends StoreContract {
  @Test
  void createRun_new_isFoundAsItWasGiven() {
    NewRun given = Samples.run("flights");

    Run run = store.createRun(given);

    assertThat(store.findRun(run.id())).contains(run);
    assertThat(run)
        .usingRecursiveComparison()
        .ignoringFields("id", "state", "stateReason", "started", "ended")
        .isEqualTo(given);
    assertThat(run.state()).isEqualTo(RunState.PENDING);
    assertThat(store.pipelineOf(run.id())).isEqualTo(given.spec());
    assertThat(store.tasks(run.id()))
        .extracting(Task::step, Task::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ingest", TaskState.PENDING),
            org.assertj.core.groups.Tuple.tuple("train", TaskState.PENDING));
  }

  @Test
  void createRun_sameIdempotencyKey_givesTheSameRun() {
    NewRun given = Samples.run("flights", Optional.of("week 9"));

    Run first = store.createRun(given);
    Run second = store.createRun(given);

    assertThat(second).isEqualTo(first);
    assertThat(store.runs(RunQuery.newest(10))).containsExactly(first);
    assertThat(store.findRunByKey("week 9")).contains(first);
    assertThat(store.findRunByKey("week 10")).isEmpty();
  }

  @Test
  void runs_byPipelineAndState_newestFirst() {
    Run first = store.createRun(Samples.run("flights"));
    Run other = store.createRun(Samples.run("trains"));
    Run second = store.createRun(Samples.run("flights"));
    store.moveRun(second.id(), acquire(second.id()), RunState.RUNNING, "go");

    assertThat(store.runs(RunQuery.newest(2)))
        .extracting(Run::id)
        .containsExactly(second.id(), other.id());
    assertThat(store.runs(new RunQuery(Optional.of("flights"), Optional.empty(), 9)))
        .extracting(Run::id)
        .containsExactly(second.id(), first.id());
    assertThat(store.runs(new RunQuery(Optional.empty(), Optional.of(RunState.PENDING), 9)))
        .extracting(Run::id)
        .containsExactly(other.id(), first.id());
    assertThat(store.runs(new RunQuery(Optional.of("flights"), Optional.of(RunState.RUNNING), 9)))
        .extracting(Run::id)
        .containsExactly(second.id());
  }

  @Test
  void findRunsByText_partsOfIds_findsStartsAndEnds() {
    Run run = store.createRun(Samples.run("flights"));
    store.createRun(Samples.run("flights"));

    assertThat(store.findRunsByText(run.id().brief())).containsExactly(run);
    assertThat(store.findRunsByText(run.id().toString())).containsExactly(run);
    assertThat(store.findRunsByText(run.id().hex())).containsExactly(run);
    assertThat(store.findRunsByText(run.id().toString().substring(0, 14))).hasSize(2);
    assertThat(store.findRunsByText(run.id().brief().toUpperCase(java.util.Locale.ROOT)))
        .containsExactly(run);
  }

  @Test
  void findRunsByText_notPartOfAnId_findsNothing() {
    store.createRun(Samples.run("flights"));

    for (String text : List.of("", "%", "_", "x", "' OR 1=1 --", "../..", "0".repeat(33))) {
      assertThat(store.findRunsByText(text)).as(text).isEmpty();
    }
  }

  @Test
  void moveRun_legalMoves_keepTimesAndTellTheLog() {
    Run run = store.createRun(Samples.run("flights"));
    Token token = acquire(run.id());

    store.moveRun(run.id(), token, RunState.RUNNING, "go");
    clock.advance(MINUTE);
    store.moveRun(run.id(), token, RunState.FAILED, "no disk");

    Run moved = store.findRun(run.id()).orElseThrow();
    assertThat(moved.state()).isEqualTo(RunState.FAILED);
    assertThat(moved.stateReason()).isEqualTo("no disk");
    assertThat(moved.started()).contains(Samples.NOON);
    assertThat(moved.ended()).contains(Samples.NOON.plus(MINUTE));
    assertThat(store.eventsOf(run.id().hex()))
        .filteredOn(event -> event.kind().equals("run.state"))
        .extracting(event -> event.data().path("to").stringValue())
        .containsExactly("RUNNING", "FAILED");
  }

  @Test
  void moveRun_illegalMove_changesNothing() {
    Run run = store.createRun(Samples.run("flights"));
    Token token = acquire(run.id());
    int events = store.eventsOf(run.id().hex()).size();

    assertThatThrownBy(() -> store.moveRun(run.id(), token, RunState.SUCCEEDED, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PENDING to SUCCEEDED");

    assertThat(store.findRun(run.id())).contains(run);
    assertThat(store.eventsOf(run.id().hex())).hasSize(events);
  }

  @Test
  void acquireLease_heldByAnother_isEmptyUntilItExpires() {
    Run run = store.createRun(Samples.run("flights"));
    Token first = store.acquireLease(run.id(), "a", MINUTE).orElseThrow();

    assertThat(store.acquireLease(run.id(), "b", MINUTE)).isEmpty();
    assertThat(store.lease(run.id()).orElseThrow().holder()).isEqualTo("a");
    machine.advance(MINUTE);

    assertThat(store.lease(run.id())).isEmpty();
    Token second = store.acquireLease(run.id(), "b", MINUTE).orElseThrow();
    assertThat(second.value()).isGreaterThan(first.value());
  }

  @Test
  void everyWriteOfARun_afterAnotherTookOver_isRefused() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token old = store.acquireLease(run, "a", MINUTE).orElseThrow();
    store.moveRun(run, old, RunState.RUNNING, "go");
    store.moveTask(run, "ingest", old, TaskState.RUNNING, NOTE);
    machine.advance(MINUTE);
    Token newer = store.acquireLease(run, "b", MINUTE).orElseThrow();
    Completion completion = Samples.completion("k", Map.of(), Map.of());
    int events = store.events(0, 1000).size();

    assertLost(() -> store.moveRun(run, old, RunState.FAILED, ""));
    assertLost(() -> store.moveTask(run, "ingest", old, TaskState.FAILED, NOTE));
    assertLost(() -> store.completeTask(run, "ingest", old, completion));
    assertLost(() -> store.addMetrics(run, "ingest", old, List.of()));
    assertLost(() -> store.renewLease(run, old, MINUTE));
    assertLost(() -> store.releaseLease(run, old));
    assertThat(store.events(0, 1000)).hasSize(events);
    store.completeTask(run, "ingest", newer, completion);
  }

  @Test
  void releaseLease_held_freesTheRunAndEndsTheToken() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = store.acquireLease(run, "a", MINUTE).orElseThrow();

    store.releaseLease(run, token);

    assertThat(store.lease(run)).isEmpty();
    assertLost(() -> store.moveRun(run, token, RunState.RUNNING, ""));
    assertThat(store.acquireLease(run, "b", MINUTE).orElseThrow().value())
        .isGreaterThan(token.value());
  }

  @Test
  void breakLease_ofThatHolderOnly_freesTheRun() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = store.acquireLease(run, "a", MINUTE).orElseThrow();

    store.breakLease(run, "somebody else");
    assertThat(store.lease(run)).isPresent();
    store.breakLease(run, "a");

    assertThat(store.lease(run)).isEmpty();
    assertLost(() -> store.renewLease(run, token, MINUTE));
  }

  @Test
  void renewLease_held_standsLonger() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = store.acquireLease(run, "a", MINUTE).orElseThrow();
    machine.advance(Duration.ofSeconds(50));

    store.renewLease(run, token, MINUTE);
    machine.advance(Duration.ofSeconds(50));

    assertThat(store.lease(run)).isPresent();
  }

  @Test
  void completeTask_running_recordsEverythingAtOnce() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    ArtifactRow examples = Samples.artifact("Examples/1", "rows");
    ArtifactRow statistics = Samples.artifact("Statistics/1", "counts");
    Metric metric = new Metric("train", "auc", Double.NaN, 3, Samples.NOON);
    complete(run, token, "ingest", Samples.completion("i", Map.of(), Map.of("out", examples)));

    Completion completion =
        new Completion(
            Digest.of("t"),
            Map.of("code", "1"),
            Map.of("examples", List.of(examples.id())),
            Map.of("statistics", statistics),
            Map.of("best", Json.tree(1.5)),
            List.of(metric),
            "done",
            true);
    complete(run, token, "train", completion);

    Task task = store.tasks(run).getLast();
    assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task.artifacts()).containsExactly(Map.entry("statistics", statistics.id()));
    assertThat(task.values()).containsExactly(Map.entry("best", Json.tree(1.5)));
    assertThat(store.findArtifact(statistics.id())).contains(statistics);
    assertThat(store.findArtifact(Statistics.TYPE, statistics.digest())).contains(statistics);
    assertThat(store.metrics(run)).containsExactly(metric);
    Execution execution = store.findExecution(Digest.of("t")).orElseThrow();
    assertThat(execution.inputs()).isEqualTo(completion.inputs());
    assertThat(execution.keyParts()).isEqualTo(completion.keyParts());
    assertThat(store.latestExecution("flights", "train")).contains(execution);
    assertThat(store.findExecution(execution.id())).contains(execution);
  }

  @Test
  void completeTask_unknownInput_recordsNothing() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    store.moveTask(run, "ingest", token, TaskState.RUNNING, NOTE);
    ArtifactRow made = Samples.artifact("Examples/1", "rows");
    Completion completion =
        Samples.completion("k", Map.of("in", List.of(Id.at(Samples.NOON))), Map.of("out", made));

    assertThatThrownBy(() -> store.completeTask(run, "ingest", token, completion))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.findArtifact(made.id())).isEmpty();
    assertThat(store.findExecution(Digest.of("k"))).isEmpty();
    assertThat(store.tasks(run).getFirst().state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void startTask_beforeItsEnd_isRecordedWithItsOwnTime() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = store.acquireLease(run, "one", MINUTE).orElseThrow();
    Instant started = clock.instant();
    store.startTask(run, "ingest", token, NOTE, started);
    clock.advance(MINUTE);

    store.completeTask(run, "ingest", token, Samples.completion("key", Map.of(), Map.of()));

    Task task = store.tasks(run).getFirst();
    assertThat(task.started()).contains(started);
    assertThat(task.ended()).contains(started.plus(MINUTE));
    assertThat(store.eventsOf(run.hex()))
        .filteredOn(event -> event.kind().equals("task.state"))
        .extracting(event -> event.data().get("to").asString())
        .containsExactly("RUNNING", "SUCCEEDED");
  }

  @Test
  void completeTask_startWasNotNoted_endsWell() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = store.acquireLease(run, "one", MINUTE).orElseThrow();

    store.completeTask(run, "ingest", token, Samples.completion("key", Map.of(), Map.of()));

    assertThat(store.tasks(run).getFirst().state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void findExecution_notCacheable_isNotFoundByKey() {
    Id run = store.createRun(Samples.run("flights")).id();
    Completion completion =
        new Completion(
            Digest.of("k"), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), "done", false);

    complete(run, acquire(run), "ingest", completion);

    assertThat(store.findExecution(Digest.of("k"))).isEmpty();
    assertThat(store.latestExecution("flights", "ingest")).isPresent();
  }

  @Test
  void reuseExecution_inALaterRun_givesItsOutputsAndMetrics() {
    Id first = store.createRun(Samples.run("flights")).id();
    ArtifactRow examples = Samples.artifact("Examples/1", "rows");
    Metric metric = new Metric("ingest", "rows", 4, 0, Samples.NOON);
    Token token = acquire(first);
    complete(first, token, "ingest", Samples.completion("k", Map.of(), Map.of("out", examples)));
    store.addMetrics(first, "ingest", token, List.of(metric));

    Id second = store.createRun(Samples.run("flights")).id();
    Execution execution = store.findExecution(Digest.of("k")).orElseThrow();
    store.reuseExecution(second, "ingest", acquire(second), execution, "nothing changed");

    Task task = store.tasks(second).getFirst();
    assertThat(task.state()).isEqualTo(TaskState.CACHED);
    assertThat(task.reason()).isEqualTo("nothing changed");
    assertThat(task.artifacts()).isEqualTo(execution.artifacts());
    assertThat(task.execution()).contains(execution.id());
    assertThat(store.metrics(second)).containsExactly(metric);
    assertThat(store.producer(examples.id()).orElseThrow().run()).isEqualTo(first);
  }

  @Test
  void consumers_sameContentUnderAnotherId_areFoundToo() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    ArtifactRow one = Samples.artifact("Examples/1", "rows");
    ArtifactRow same = Samples.artifact("Examples/1", "rows");
    complete(run, token, "ingest", Samples.completion("i", Map.of(), Map.of("a", one, "b", same)));
    complete(
        run, token, "train", Samples.completion("t", Map.of("x", List.of(one.id())), Map.of()));

    assertThat(store.consumers(same.id())).extracting(Execution::step).containsExactly("train");
  }

  @Test
  void moveTask_resumed_startsOver() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    store.moveTask(run, "ingest", token, TaskState.RUNNING, NOTE);
    store.moveTask(
        run, "ingest", token, TaskState.PENDING, new TaskNote("again", Optional.empty()));

    Task task = store.tasks(run).getFirst();
    assertThat(task.state()).isEqualTo(TaskState.PENDING);
    assertThat(task.started()).isEmpty();
    assertThat(task.reason()).isEqualTo("again");
  }

  @Test
  void events_afterAPosition_comeInOrder() {
    for (int i = 0; i < 5; i++) {
      store.appendEvent(
          new NewEvent("note", "s" + i, "ada", Samples.NOON, Json.object().put("i", i)));
    }

    List<Event> all = store.events(0, 100);
    assertThat(all).extracting(Event::subject).containsExactly("s0", "s1", "s2", "s3", "s4");
    assertThat(store.events(all.get(1).sequence(), 2)).containsExactlyElementsOf(all.subList(2, 4));
  }

  @Test
  void recordFiring_noticedTwice_isRecordedOnce() {
    Firing firing =
        new Firing("flights", "drift", "drift 2001-03-05", Samples.NOON, Samples.NOON, "far");
    Firing earlier =
        new Firing(
            "flights", "drift", "drift 2001-02-05", Samples.NOON.minus(MINUTE), Samples.NOON, "");

    assertThat(store.recordFiring(firing)).isTrue();
    assertThat(store.recordFiring(firing)).isFalse();
    assertThat(store.recordFiring(earlier)).isTrue();

    assertThat(store.latestFiring("flights", "drift")).contains(firing);
    assertThat(store.latestFiring("flights", "schedule")).isEmpty();
  }

  @Test
  void moveRun_reasonOfAnyCharacters_isKeptButForNul() {
    Run run = store.createRun(Samples.run("flights"));
    Token token = acquire(run.id());
    String odd = "tab\t 'quotes\" \\ %s ? $1 é 😀 ";

    store.moveRun(run.id(), token, RunState.RUNNING, odd + "\0");

    assertThat(store.findRun(run.id()).orElseThrow().stateReason()).isEqualTo(odd + "\uFFFD");
    assertThat(store.eventsOf(run.id().hex()).getLast().data().path("reason").asString())
        .isEqualTo(odd + "\0");
  }
}
