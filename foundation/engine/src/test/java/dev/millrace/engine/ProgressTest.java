package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener hears of a run. */
class ProgressTest {

  private static final PipelineSpec CHAIN = new Steps().mix("a").mix("b", "a").spec();

  @TempDir Path home;

  @Test
  void run_steps_areToldInOrder() throws Exception {
    Mix telling = new Mix((inputs, task) -> task.progress(1.5, "grinding"));
    try (Mill mill = Mill.open(home, telling)) {
      Id run = mill.run(CHAIN).run().id();

      assertThat(words(mill.heard))
          .containsExactly(
              "started mixing false 2",
              "a starts: first time",
              "a 1.0 grinding",
              "a SUCCEEDED: first time",
              "b starts: first time",
              "b 1.0 grinding",
              "b SUCCEEDED: first time",
              "ended SUCCEEDED ");
      assertThat(mill.heard.getFirst()).isEqualTo(new RunEvent.Started(run, "mixing", false, 2));
    }
  }

  @Test
  void run_cachedSteps_areToldAsSuch() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      String before = mill.run(CHAIN).run().id().brief();
      mill.heard.clear();
      mill.run(CHAIN);

      assertThat(words(mill.heard))
          .containsExactly(
              "started mixing false 2",
              "a CACHED: same code, inputs and parameters as run " + before,
              "b CACHED: same code, inputs and parameters as run " + before,
              "ended SUCCEEDED ");
    }
  }

  @Test
  void run_failedStep_isToldWithWhatIsBlocked() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              throw UserError.failure("no rows");
            });
    try (Mill mill = Mill.open(home, failing)) {
      mill.run(CHAIN);

      assertThat(words(mill.heard))
          .containsExactly(
              "started mixing false 2",
              "a starts: first time",
              "a FAILED: no rows",
              "b BLOCKED: step 'a' failed",
              "ended FAILED step 'a' failed: no rows");
    }
  }

  @Test
  void resume_failedRun_tellsWhatWasDoneBefore() throws Exception {
    Mix failingOnce =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("b")) {
                throw UserError.failure("no rows");
              }
            });
    Id failed;
    try (Mill mill = Mill.open(home, failingOnce)) {
      failed = mill.run(CHAIN).run().id();
    }
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.engine.resume(failed, mill.heard::add).await();

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(words(mill.heard))
          .containsExactly(
              "started mixing true 2",
              "a SUCCEEDED: done before",
              "b starts: first time",
              "b SUCCEEDED: first time",
              "ended SUCCEEDED ");
    }
  }

  @Test
  void run_listenerThatFails_endsTheRunWithItsError() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      RunningRun run =
          mill.engine.start(
              mill.request(CHAIN),
              event -> {
                if (event instanceof RunEvent.StepEnded(_, TaskState _, _, _)) {
                  throw new IllegalStateException("the pipe is broken");
                }
              });

      org.assertj.core.api.Assertions.assertThatThrownBy(run::await)
          .hasMessage("the pipe is broken");
      assertThat(mill.engine.interrupted()).hasSize(1);
    }
  }

  private static List<String> words(List<RunEvent> events) {
    return events.stream().map(ProgressTest::words).toList();
  }

  private static String words(RunEvent event) {
    return switch (event) {
      case RunEvent.Started started ->
          "started %s %s %d".formatted(started.pipeline(), started.resumed(), started.steps());
      case RunEvent.StepStarted step -> step.step() + " starts: " + step.why();
      case RunEvent.GroupStarted group -> group.step() + " consists of " + group.parts();
      case RunEvent.StepProgress step -> step.step() + " " + step.fraction() + " " + step.doing();
      case RunEvent.StepEnded step -> step.step() + " " + step.state() + ": " + step.why();
      case RunEvent.Ended ended -> "ended " + ended.state() + " " + ended.outcome();
    };
  }
}
