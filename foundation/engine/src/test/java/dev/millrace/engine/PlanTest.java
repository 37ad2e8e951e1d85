package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.engine.Plan.PlannedStep;
import dev.millrace.engine.Plan.Would;
import dev.millrace.store.MetadataStore.RunQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  private static final PipelineSpec CHAIN =
      new Steps()
          .param("word", "wheat")
          .mix("c", "b")
          .step("b", Map.of("text", Steps.text("${params.word}")), "a")
          .mix("a")
          .spec();

  @TempDir Path home;

  @Test
  void plan_nothingRunBefore_knowsTheFirstStepOnly() {
    try (Mill mill = Mill.open(home, new Mix())) {
      Plan plan = mill.engine.plan(mill.request(CHAIN));

      assertThat(plan.steps()).extracting(PlannedStep::step).containsExactly("a", "b", "c");
      assertThat(woulds(plan))
          .containsExactly(
              new Would.Run("first time"),
              new Would.Unknown("unknown until a has run"),
              new Would.Unknown("unknown until b has run"));
      assertThat(plan.steps().get(1).wiring())
          .containsEntry("parts", "made by a")
          .containsEntry("text", "\"${params.word}\"");
    }
  }

  @Test
  void plan_parameterOfMiddleStepChanged_reusesBeforeIt() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome before = mill.run(CHAIN);
      Plan plan = mill.engine.plan(mill.request(CHAIN).with(Map.of("word", "rye")));

      assertThat(woulds(plan))
          .containsExactly(
              new Would.Reuse(
                  before.run().id(),
                  "same code, inputs and parameters as run " + before.run().id().brief()),
              new Would.Run("param.text changed: \"wheat\" → \"rye\""),
              new Would.Unknown("unknown until b has run"));
    }
  }

  @Test
  void plan_any_runsNothingAndLeavesNothing() throws Exception {
    Mix never =
        new Mix(
            (inputs, task) -> {
              throw new AssertionError("a plan runs nothing");
            },
            (inputs, task) -> {
              Files.writeString(task.workDirectory().resolve("scratch"), "x");
              return java.util.Optional.of("seen");
            });
    try (Mill mill = Mill.open(home, never)) {
      mill.engine.plan(mill.request(CHAIN));

      assertThat(mill.metadata.runs(RunQuery.newest(1))).isEmpty();
      try (Stream<Path> files = Files.walk(home)) {
        assertThat(files.filter(file -> file.endsWith("scratch"))).isEmpty();
      }
    }
  }

  @Test
  void plan_stepThatCannotLookOutside_saysWhy() {
    Mix blind =
        new Mix(
            (inputs, task) -> {},
            (inputs, task) -> {
              throw UserError.failure("there is no file data.csv");
            });
    try (Mill mill = Mill.open(home, blind)) {
      assertThat(woulds(mill.engine.plan(mill.request(CHAIN))).getFirst())
          .isEqualTo(new Would.Fail("there is no file data.csv"));
    }
  }

  @Test
  void plan_unknownParameter_isRefused() {
    try (Mill mill = Mill.open(home, new Mix())) {
      assertThatThrownBy(() -> mill.engine.plan(mill.request(CHAIN).with(Map.of("wort", "x"))))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("did you mean 'word'?");
    }
  }

  private static List<Would> woulds(Plan plan) {
    return plan.steps().stream().map(PlannedStep::would).toList();
  }
}
