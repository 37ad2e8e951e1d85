package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Event;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs that are changed while they go on: more tasks, another spec, a request to end. */
abstract class ChangingRunContract extends StoreContract {
  private static final JsonNode OTHER_SPEC = Json.object().put("name", "flights").put("v", 2);

  @Test
  void addTasks_insideOthers_areListedAfterThem() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);

    store.addTasks(run, token, List.of("train[0]", "train[1]", "train[10]"));
    store.addTasks(run, token, List.of("ingest/fetch", "ingest/check"));
    store.addTasks(run, token, List.of("train[1]/fit", "train[1]/fit[0]"));

    assertThat(steps(run))
        .containsExactly(
            "ingest",
            "ingest/fetch",
            "ingest/check",
            "train",
            "train[0]",
            "train[1]",
            "train[1]/fit",
            "train[1]/fit[0]",
            "train[10]");
    assertThat(store.tasks(run)).extracting(Task::state).containsOnly(TaskState.PENDING);
  }

  @Test
  void addTasks_again_leavesThemAsTheyAre() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    store.addTasks(run, token, List.of("train[0]"));
    complete(run, token, "train[0]", Samples.completion("k", Map.of(), Map.of()));

    store.addTasks(run, token, List.of("train[0]", "train[1]"));
    store.addTasks(run, token, List.of("train[0]", "train[1]"));

    assertThat(store.tasks(run))
        .extracting(Task::step, Task::state)
        .endsWith(tuple("train[0]", TaskState.SUCCEEDED), tuple("train[1]", TaskState.PENDING));
    assertThat(kinds(run)).filteredOn("task.added"::equals).hasSize(2);
  }

  @Test
  void addTasks_insideOfNothing_isRefusedWhole() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);

    assertThatThrownBy(() -> store.addTasks(run, token, List.of("train[0]", "other[0]")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'other'");

    assertThat(steps(run)).containsExactly("ingest", "train");
  }

  @Test
  void addTasks_many_keepTheirOrder() {
    Id run = store.createRun(Samples.run("flights")).id();
    List<String> paths = IntStream.range(0, 1000).mapToObj(i -> "train[" + i + "]").toList();

    store.addTasks(run, acquire(run), paths);

    assertThat(steps(run).subList(2, 1002)).isEqualTo(paths);
  }

  @Test
  void moveTask_blocked_isNotWellAndCanStartOver() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);

    store.moveTask(run, "train", token, TaskState.BLOCKED, new TaskNote("no", Optional.empty()));
    assertThat(store.tasks(run).getLast().ended()).isPresent();
    store.moveTask(run, "train", token, TaskState.PENDING, NOTE);

    assertThat(store.tasks(run).getLast().state()).isEqualTo(TaskState.PENDING);
  }

  @Test
  void amendRun_failed_goesOnWithAnotherSpec() {
    Run run = store.createRun(Samples.run("flights"));
    Token token = acquire(run.id());
    store.moveRun(run.id(), token, RunState.RUNNING, "go");
    ArtifactRow rows = made(run.id(), "ingest", Samples.artifact("Examples/1", "rows"));
    Token again = acquire(run.id());
    store.moveRun(run.id(), again, RunState.FAILED, "no");

    store.amendRun(run.id(), again, amendment(List.of("ingest", "check"), Set.of("ingest")));

    Run amended = store.findRun(run.id()).orElseThrow();
    assertThat(amended.specDigest()).isEqualTo(Digest.of(OTHER_SPEC));
    assertThat(amended.params()).isEqualTo(Map.of("trees", Json.tree(9), "new", Json.tree("x")));
    assertThat(amended.directory()).isEqualTo("/elsewhere");
    assertThat(amended.tags()).containsEntry("file", "other.yaml").containsAllEntriesOf(run.tags());
    assertThat(amended.state()).isEqualTo(RunState.FAILED);
    assertThat(store.pipelineOf(run.id())).isEqualTo(OTHER_SPEC);
    assertThat(store.tasks(run.id()))
        .extracting(Task::step, Task::state, Task::artifacts, Task::started)
        .containsExactly(
            tuple("ingest", TaskState.PENDING, Map.of(), Optional.empty()),
            tuple("check", TaskState.PENDING, Map.of(), Optional.empty()));
    assertThat(store.findArtifact(rows.id())).as("what was made stays").contains(rows);
  }

  @Test
  void amendRun_any_isAnEventThatSaysWhatChangedAndWho() {
    Run run = store.createRun(Samples.run("flights"));

    store.amendRun(run.id(), acquire(run.id()), amendment(List.of("ingest"), Set.of()));

    Event event = store.eventsOf(run.id().hex()).getLast();
    assertThat(event.kind()).isEqualTo("run.amended");
    assertThat(event.actor()).isEqualTo("grace");
    assertThat(event.data().path("from").asString()).isEqualTo(run.specDigest().hex());
    assertThat(event.data().path("to").asString()).isEqualTo(Digest.of(OTHER_SPEC).hex());
    assertThat(event.data().path("reason").asString()).isEqualTo("fewer trees");
    assertThat(event.data().path("params"))
        .isEqualTo(
            Json.parse(
                """
                {"new": {"to": "x"}, "trees": {"from": 200, "to": 9}, "weeks": {"from": "last 8"}}
                """));
  }

  @Test
  void amendRun_orderOfTheNewSpec_isTheOrderOfTheTasks() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    store.addTasks(run, token, List.of("train[0]", "train[1]"));

    store.amendRun(
        run, token, amendment(List.of("first", "train", "train[1]", "ingest"), Set.of("train[1]")));

    assertThat(steps(run)).containsExactly("first", "train", "train[1]", "ingest");
  }

  @Test
  void amendRun_succeeded_isRefused() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    store.moveRun(run, token, RunState.RUNNING, "");
    store.moveRun(run, token, RunState.SUCCEEDED, "");

    assertThatThrownBy(() -> store.amendRun(run, token, amendment(List.of("a"), Set.of())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(steps(run)).containsExactly("ingest", "train");
  }

  @Test
  void amendRun_byAnotherThanTheHolder_isRefused() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token old = acquire(run);
    acquire(run);

    assertLost(() -> store.amendRun(run, old, amendment(List.of("a"), Set.of())));
    assertLost(() -> store.addTasks(run, old, List.of("train[0]")));
  }

  @Test
  void metrics_ofATaskThatRanTwice_areThoseOfItsLastExecution() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    Metric first = new Metric("train", "auc", 0.5, 0, Samples.NOON);
    Metric second = new Metric("train", "auc", 0.7, 0, Samples.NOON);
    store.addMetrics(run, "train", token, List.of(first));
    complete(run, token, "train", Samples.completion("one", Map.of(), Map.of()));
    assertThat(store.metrics(run)).containsExactly(first);

    store.amendRun(run, token, amendment(List.of("train"), Set.of("train")));
    assertThat(store.metrics(run)).isEmpty();
    store.addMetrics(run, "train", token, List.of(second));
    assertThat(store.metrics(run)).containsExactly(second);
    complete(run, token, "train", Samples.completion("two", Map.of(), Map.of()));

    assertThat(store.metrics(run)).containsExactly(second);
    Id other = store.createRun(Samples.run("flights")).id();
    Execution earlier = store.findExecution(Digest.of("one")).orElseThrow();
    store.reuseExecution(other, "train", acquire(other), earlier, "the same");
    assertThat(store.metrics(other)).containsExactly(first);
  }

  @Test
  void metrics_ofAnAttemptThatFailed_areForgottenWhenItStartsOver() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    Metric lost = new Metric("train", "loss", 9, 0, Samples.NOON);
    store.startTask(run, "train", token, NOTE, clock.instant());
    store.addMetrics(run, "train", token, List.of(lost));
    store.moveTask(run, "train", token, TaskState.FAILED, NOTE);
    assertThat(store.metrics(run)).containsExactly(lost);

    store.moveTask(run, "train", token, TaskState.PENDING, NOTE);

    assertThat(store.metrics(run)).isEmpty();
  }

  @Test
  void requestCancel_ofARunThatGoesOn_isThereUntilItIsResumed() {
    Id run = store.createRun(Samples.run("flights")).id();
    Token token = acquire(run);
    assertThat(store.cancelRequested(run)).isEmpty();

    assertThat(store.requestCancel(run, "grace")).isTrue();
    assertThat(store.requestCancel(run, "ada")).isTrue();
    store.moveRun(run, token, RunState.RUNNING, "");
    assertThat(store.cancelRequested(run)).contains("grace");
    assertThat(kinds(run)).filteredOn("run.cancel_requested"::equals).hasSize(1);

    store.moveRun(run, token, RunState.CANCELED, "grace asked for it");
    assertThat(store.requestCancel(run, "ada")).isFalse();
    store.moveRun(run, token, RunState.RUNNING, "resumed");
    assertThat(store.cancelRequested(run)).isEmpty();
  }

  private static Amendment amendment(List<String> steps, Set<String> again) {
    return new Amendment(
        OTHER_SPEC,
        Digest.of(OTHER_SPEC),
        Map.of("trees", Json.tree(9), "new", Json.tree("x")),
        "/elsewhere",
        Map.of("file", "other.yaml"),
        steps,
        new LinkedHashSet<>(again),
        "grace",
        "fewer trees");
  }

  private List<String> steps(Id run) {
    return store.tasks(run).stream().map(Task::step).toList();
  }

  private List<String> kinds(Id run) {
    return store.eventsOf(run.hex()).stream().map(Event::kind).toList();
  }
}
