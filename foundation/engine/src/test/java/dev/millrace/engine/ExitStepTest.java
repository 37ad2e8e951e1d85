package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.GateRefused;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that run whatever became of the others. */
class ExitStepTest {

  private static final Binding STATE = Steps.text("${run.state} (${run.reason})");

  @TempDir Path home;
  private final Tell tell = new Tell();
  private final CountDownLatch begun = new CountDownLatch(1);

  private static PipelineSpec notifying() {
    return new Steps()
        .mix("a")
        .mix("b", "a")
        .use("tell", "notify", Map.of("text", STATE, "words", Steps.data("${run.failed}")))
        .onExit()
        .spec();
  }

  @Test
  void run_allWell_isToldSo() throws Exception {
    try (Mill mill = Mill.open(home, new Mix(), tell)) {
      Outcome outcome = mill.run(notifying());

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(tell.told).containsExactly("notify: succeeded ()");
      assertThat(Mill.states(outcome)).containsEntry("notify", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_again_runsItAgainThoughNothingChanged() throws Exception {
    try (Mill mill = Mill.open(home, new Mix(), tell)) {
      mill.run(notifying());
      Outcome again = mill.run(notifying());

      assertThat(tell.told).hasSize(2);
      assertThat(Mill.states(again)).containsEntry("a", TaskState.CACHED);
      assertThat(Mill.task(again, "notify").reason()).isEqualTo("exit steps always run");
    }
  }

  @Test
  void run_stepFails_isToldWhichAndWhy() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              throw UserError.failure("no rows");
            });
    try (Mill mill = Mill.open(home, failing, tell)) {
      Outcome outcome = mill.run(notifying());

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(tell.told).containsExactly("notify: failed (step 'a' failed: no rows) [a]");
    }
  }

  @Test
  void run_gateRefuses_isToldSo() throws Exception {
    Mix refusing =
        new Mix(
            (inputs, task) -> {
              throw new GateRefused("too bad");
            });
    try (Mill mill = Mill.open(home, refusing, tell)) {
      assertThat(mill.run(notifying()).state()).isEqualTo(RunState.REFUSED);
      assertThat(tell.told).containsExactly("notify: refused (step 'a' refused: too bad) [a]");
    }
  }

  @Test
  void cancel_run_stillRunsIt() throws Exception {
    Mix waiting =
        new Mix(
            (inputs, task) -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    try (Mill mill = Mill.open(home, waiting, tell)) {
      RunningRun run = mill.engine.start(mill.request(notifying()), mill.heard::add);
      begun.await();
      mill.engine.cancel(run.id());
      Outcome outcome = run.await();

      assertThat(outcome.state()).isEqualTo(RunState.CANCELED);
      assertThat(tell.told).containsExactly("notify: canceled (canceled)");
      assertThat(Mill.states(outcome))
          .containsEntry("a", TaskState.CANCELED)
          .containsEntry("b", TaskState.CANCELED)
          .containsEntry("notify", TaskState.SUCCEEDED);
    }
  }

  @Test
  void cancel_whileExitStepsRun_endsThemToo() throws Exception {
    Mix waiting =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("clean_up")) {
                begun.countDown();
                new CountDownLatch(1).await();
              }
            });
    PipelineSpec pipeline =
        new Steps().mix("a").mix("clean_up").onExit().mix("after", "clean_up").onExit().spec();
    try (Mill mill = Mill.open(home, waiting)) {
      RunningRun run = mill.engine.start(mill.request(pipeline), mill.heard::add);
      begun.await();
      mill.engine.cancel(run.id());
      Outcome outcome = run.await();

      assertThat(outcome.state()).isEqualTo(RunState.CANCELED);
      assertThat(Mill.states(outcome))
          .containsEntry("a", TaskState.SUCCEEDED)
          .containsEntry("clean_up", TaskState.CANCELED)
          .containsEntry("after", TaskState.CANCELED);
    }
  }

  @Test
  void run_exitStepFails_failsTheRun() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("clean_up")) {
                throw UserError.failure("stuck");
              }
            });
    PipelineSpec pipeline =
        new Steps().mix("a").mix("clean_up").onExit().mix("other").onExit().spec();
    try (Mill mill = Mill.open(home, failing)) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason()).isEqualTo("exit step 'clean_up' failed: stuck");
      assertThat(Mill.states(outcome)).containsEntry("other", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_exitStepFailsAfterAFailure_saysBoth() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              throw UserError.failure("stuck");
            });
    PipelineSpec pipeline = new Steps().mix("a").mix("clean_up").onExit().spec();
    try (Mill mill = Mill.open(home, failing)) {
      assertThat(mill.run(pipeline).reason())
          .isEqualTo("step 'a' failed: stuck; exit step 'clean_up' failed: stuck");
    }
  }

  @Test
  void run_exitStepThatNeedsWhatWasNotMade_isSkipped() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("a")) {
                throw UserError.failure("no");
              }
            });
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .use(
                "need",
                "needs",
                Map.of("one", Steps.output("a", "made"), "amount", Steps.number(1)))
            .onExit()
            .mix("takes_what_is_there", "a")
            .onExit()
            .spec();
    try (Mill mill = Mill.open(home, failing, new Need())) {
      assertThat(Mill.states(mill.run(pipeline)))
          .containsEntry("needs", TaskState.SKIPPED)
          .containsEntry("takes_what_is_there", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_exitStepWithACondition_runsWhereItHolds() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .mix("alarm")
            .when("run.state != 'succeeded'")
            .onExit()
            .mix("cheer")
            .elseOf("alarm")
            .onExit()
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      assertThat(Mill.states(mill.run(pipeline)))
          .containsEntry("alarm", TaskState.SKIPPED)
          .containsEntry("cheer", TaskState.SUCCEEDED);
    }
  }

  @Test
  void resume_failedRun_tellsOfTheNewEnd() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              throw UserError.failure("no rows");
            });
    Outcome first;
    try (Mill mill = Mill.open(home, failing, tell)) {
      first = mill.run(notifying());
    }
    try (Mill mill = Mill.open(home, new Mix(), tell)) {
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(tell.told).hasSize(2).last().isEqualTo("notify: succeeded ()");
    }
  }

  @Test
  void resume_runOfWhichOnlyAnExitStepFailed_runsThatOneOnly() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("clean_up")) {
                throw UserError.failure("stuck");
              }
            });
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .mix("clean_up")
            .onExit()
            .use("tell", "notify", Map.of("text", STATE))
            .onExit()
            .spec();
    Outcome first;
    try (Mill mill = Mill.open(home, failing, tell)) {
      first = mill.run(pipeline);
    }
    try (Mill mill = Mill.open(home, new Mix(), tell)) {
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(tell.told).containsExactly("notify: succeeded ()");
    }
  }
}
