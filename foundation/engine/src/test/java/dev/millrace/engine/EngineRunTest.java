package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineRunTest {

  private static final PipelineSpec FORK =
      new Steps().mix("a").mix("b", "a").mix("c", "b").mix("d", "a").spec();

  @TempDir Path home;

  @Test
  void run_steps_makeTheirArtifactsAndValues() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(FORK);

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(outcome.reason()).isEmpty();
      assertThat(outcome.resumed()).isFalse();
      assertThat(mill.texts(outcome))
          .containsEntry("a", "a\n")
          .containsEntry("b", "b\n a\n")
          .containsEntry("c", "c\n b\n  a\n")
          .containsEntry("d", "d\n a\n");
      assertThat(Mill.task(outcome, "a").values()).containsEntry("next", Json.tree(1));
      assertThat(Mill.task(outcome, "a").reason()).isEqualTo("first time");
    }
  }

  @Test
  void run_userErrorInStep_blocksDependentsAndGoesOnWithOthers() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("b")) {
                throw UserError.failure("no column 'delay'").hint("add it");
              }
            });
    try (Mill mill = Mill.open(home, failing)) {
      Outcome outcome = mill.run(FORK);

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason()).isEqualTo("step 'b' failed: no column 'delay'\nhint: add it");
      assertThat(outcome.tasks())
          .extracting(Task::state)
          .containsExactly(
              TaskState.SUCCEEDED, TaskState.FAILED, TaskState.BLOCKED, TaskState.SUCCEEDED);
      assertThat(Mill.task(outcome, "c").reason()).isEqualTo("step 'b' failed");
      assertThat(mill.logs.read(outcome.run().id(), "b"))
          .containsExactly("error: no column 'delay'", "hint: add it");
    }
  }

  @Test
  void run_bugInStep_keepsMessageInStoreAndTraceInLog() throws Exception {
    Mix broken =
        new Mix(
            (inputs, task) -> {
              throw new IllegalStateException("seven");
            });
    try (Mill mill = Mill.open(home, broken)) {
      Outcome outcome = mill.run(new Steps().mix("a").spec());

      assertThat(Mill.task(outcome, "a").reason()).isEqualTo("IllegalStateException: seven");
      assertThat(mill.logs.read(outcome.run().id(), "a"))
          .contains("java.lang.IllegalStateException: seven")
          .anyMatch(line -> line.contains("at dev.millrace.engine.EngineRunTest"));
    }
  }

  @Test
  void run_errorInStep_failsTheStepOnly() throws Exception {
    Mix broken =
        new Mix(
            (inputs, task) -> {
              throw new StackOverflowError();
            });
    try (Mill mill = Mill.open(home, broken)) {
      assertThat(mill.run(new Steps().mix("a").spec()).reason())
          .isEqualTo("step 'a' failed: StackOverflowError");
    }
  }

  @Test
  void run_gateRefuses_refusesTheRunAndKeepsWhatWasMeasured() throws Exception {
    Mix gate =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("b")) {
                task.metric("auc", 0.55, 0);
                throw new GateRefused("auc 0.55 is below 0.60").hint("add data");
              }
            });
    try (Mill mill = Mill.open(home, gate)) {
      Outcome outcome = mill.run(FORK);

      assertThat(outcome.state()).isEqualTo(RunState.REFUSED);
      assertThat(outcome.reason())
          .isEqualTo("step 'b' refused: auc 0.55 is below 0.60\nhint: add data");
      assertThat(outcome.tasks())
          .extracting(Task::state)
          .containsExactly(
              TaskState.SUCCEEDED, TaskState.REFUSED, TaskState.BLOCKED, TaskState.SUCCEEDED);
      assertThat(mill.metrics(outcome)).extracting(Metric::value).containsExactly(0.55);
    }
  }

  @Test
  void run_metricsLinesAndPorts_areKeptAndThere() throws Exception {
    AtomicReference<Clock> port = new AtomicReference<>();
    Mix talking =
        new Mix(
            (inputs, task) -> {
              port.set(task.port(Clock.class));
              task.log("one line");
              for (int round = 0; round < 3; round++) {
                task.metric("loss", 1.0 / (round + 1), round);
              }
            });
    try (Mill mill = Mill.open(home, talking)) {
      Outcome outcome = mill.run(new Steps().mix("a").spec());

      assertThat(mill.metrics(outcome)).extracting(Metric::index).containsExactly(0L, 1L, 2L);
      assertThat(mill.logs.read(outcome.run().id(), "a")).containsExactly("one line");
      assertThat(port.get()).isNotNull();
    }
  }

  @Test
  void run_failedStep_leavesNoScratchAndNoOutput() throws Exception {
    AtomicReference<List<Path>> written = new AtomicReference<>();
    Mix messy =
        new Mix(
            (inputs, task) -> {
              Path scratch = Files.writeString(task.workDirectory().resolve("scratch"), "x");
              Path half = Files.writeString(task.stage(Statistics.TYPE).file("half"), "x");
              written.set(List.of(scratch, half));
              throw new IllegalStateException("in the middle");
            });
    try (Mill mill = Mill.open(home, messy)) {
      mill.run(new Steps().mix("a").spec());

      assertThat(written.get()).hasSize(2).noneMatch(Files::exists);
    }
  }
}
