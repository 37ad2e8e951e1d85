package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions, their else-branches, and what becomes of the steps behind them. */
class BranchTest {

  @TempDir Path home;

  /** Counts, then takes one of three branches, and reports on whichever ran. */
  private static Steps branches() {
    return new Steps()
        .param("mode", "fast")
        .step("count", Map.of("number", Steps.number(150)))
        .mix("big", "count")
        .when("steps.count.next > 1000 && params.mode == 'fast'")
        .mix("mid", "count")
        .elseOf("big")
        .when("steps.count.next > 100")
        .mix("small", "count")
        .elseOf("mid")
        .step(
            "report",
            Map.of(
                "other",
                new Binding.OneOf(
                    List.of(
                        Steps.output("big", "made"),
                        Steps.output("mid", "made"),
                        Steps.output("small", "made"))),
                "number",
                Steps.data("${one_of(steps.big.next, steps.mid.next, steps.small.next)}")));
  }

  @Test
  void run_branches_takesTheFirstWhoseConditionHoldsAndReportsOnIt() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(branches().spec());

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.states(outcome))
          .containsEntry("big", TaskState.SKIPPED)
          .containsEntry("mid", TaskState.SUCCEEDED)
          .containsEntry("small", TaskState.SKIPPED)
          .containsEntry("report", TaskState.SUCCEEDED);
      assertThat(Mill.task(outcome, "big").reason())
          .isEqualTo("its condition is false: ${steps.count.next > 1000 && params.mode == 'fast'}");
      assertThat(Mill.task(outcome, "small").reason()).isEqualTo("step 'mid' was taken instead");
    }
  }

  @Test
  void run_noConditionHolds_takesTheLastElse() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("big")
            .when("1 > 2")
            .mix("mid")
            .elseOf("big")
            .when("2 > 3")
            .mix("small")
            .elseOf("mid")
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      assertThat(Mill.states(mill.run(pipeline)))
          .containsEntry("mid", TaskState.SKIPPED)
          .containsEntry("small", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_firstOfThreeTaken_skipsBothElseBranches() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("big")
            .when("2 > 1")
            .mix("mid")
            .elseOf("big")
            .when("2 > 1")
            .mix("small")
            .elseOf("mid")
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(Mill.states(outcome))
          .containsEntry("mid", TaskState.SKIPPED)
          .containsEntry("small", TaskState.SKIPPED);
      assertThat(Mill.task(outcome, "small").reason())
          .isEqualTo("a branch before step 'mid' was taken");
    }
  }

  @Test
  void run_stepThatNeedsASkippedOne_isSkippedAndTheRunSucceeds() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .mix("maybe", "a")
            .when("false")
            .use(
                "need",
                "needs",
                Map.of("one", Steps.output("maybe", "made"), "amount", Steps.number(1)))
            .use(
                "need",
                "by_value",
                Map.of(
                    "one", Steps.output("a", "made"), "amount", Steps.data("${steps.maybe.next}")))
            .step("by_when", Map.of())
            .when("steps.maybe.next > 1")
            .mix("list", "a", "maybe")
            .step("optional", Map.of("other", Steps.output("maybe", "made")))
            .step("with_default", Map.of("number", Steps.data("${steps.maybe.next}")))
            .mix("later")
            .after("maybe")
            .spec();
    try (Mill mill = Mill.open(home, new Mix(), new Need())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.states(outcome))
          .containsEntry("needs", TaskState.SKIPPED)
          .containsEntry("by_value", TaskState.SKIPPED)
          .containsEntry("by_when", TaskState.SKIPPED)
          .containsEntry("list", TaskState.SUCCEEDED)
          .containsEntry("optional", TaskState.SUCCEEDED)
          .containsEntry("with_default", TaskState.SUCCEEDED)
          .containsEntry("later", TaskState.SUCCEEDED);
      assertThat(Mill.task(outcome, "needs").reason()).isEqualTo("its input 'one' was not made");
      assertThat(Mill.task(outcome, "by_when").reason())
          .isEqualTo("its condition is about what was not made: ${steps.maybe.next > 1}");
      assertThat(mill.text(outcome, "list")).isEqualTo("list\n a\n");
      assertThat(Mill.value(outcome, "with_default", "next").intValue()).isEqualTo(1);
    }
  }

  @Test
  void run_branchTakenThatFails_blocksWhatNeedsItAndTakesNoElse() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("big")) {
                throw UserError.failure("no memory");
              }
            });
    PipelineSpec pipeline =
        new Steps()
            .mix("big")
            .when("true")
            .mix("small")
            .elseOf("big")
            .step(
                "report",
                Map.of(
                    "other",
                    new Binding.OneOf(
                        List.of(Steps.output("big", "made"), Steps.output("small", "made")))))
            .spec();
    try (Mill mill = Mill.open(home, failing)) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(Mill.states(outcome))
          .containsEntry("small", TaskState.SKIPPED)
          .containsEntry("report", TaskState.BLOCKED);
    }
  }

  @Test
  void run_conditionOnAPropertyOfAnArtifact_readsIt() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .use(
                "need",
                "needs",
                Map.of("one", Steps.output("a", "made"), "amount", Steps.number(7)))
            .mix("yes", "needs")
            .when("steps.needs.made.properties.amount == 7")
            .mix("no", "needs")
            .when("steps.needs.made.properties.amount == 8")
            .spec();
    try (Mill mill = Mill.open(home, new Mix(), new Need())) {
      assertThat(Mill.states(mill.run(pipeline)))
          .containsEntry("yes", TaskState.SUCCEEDED)
          .containsEntry("no", TaskState.SKIPPED);
    }
  }

  @Test
  void run_conditionThatCannotBeComputed_failsTheStepWithItsReason() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("a")
            .mix("b", "a")
            .when("steps.a.made.properties.rows > 1")
            .mix("else_b")
            .elseOf("b")
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(Mill.states(outcome))
          .containsEntry("b", TaskState.FAILED)
          .containsEntry("else_b", TaskState.BLOCKED);
      assertThat(outcome.reason()).startsWith("step 'b' failed: ${steps.a.made.properties.rows}");
    }
  }

  @Test
  void run_optionalStepFails_skipsItsDependentsAndSucceeds() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("maybe")) {
                throw UserError.failure("not today");
              }
            });
    PipelineSpec pipeline =
        new Steps()
            .mix("maybe")
            .policy(PolicyMaker::optional)
            .use(
                "need",
                "needs",
                Map.of("one", Steps.output("maybe", "made"), "amount", Steps.number(1)))
            .mix("list", "maybe")
            .spec();
    try (Mill mill = Mill.open(home, failing, new Need())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.states(outcome))
          .containsEntry("maybe", TaskState.FAILED)
          .containsEntry("needs", TaskState.SKIPPED)
          .containsEntry("list", TaskState.SUCCEEDED);
    }
  }

  @Test
  void resume_afterAFailureBehindABranch_takesTheSameBranch() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("report")) {
                throw UserError.failure("printer on fire");
              }
            });
    Outcome first;
    try (Mill mill = Mill.open(home, failing)) {
      first = mill.run(branches().spec());
    }
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(second, "mid")).isEqualTo(Mill.task(first, "mid"));
      assertThat(Mill.states(second)).containsEntry("small", TaskState.SKIPPED);
    }
  }
}
