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
import java.util.LinkedHashMap;
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

  @Test
  void plan_everyConstruct_showsWiringBranchesRoundsAndStepsByPath() {
    PipelineSpec inner =
        new Steps("inner").param("k", "x").mix("deep").mix("deeper", "deep").spec();
    PipelineSpec pipeline =
        new Steps()
            .param("mode", "fast")
            .step("count", Map.of("number", Steps.number(150)))
            .mix("exact")
            .when("params.mode == 'exact'")
            .mix("fast")
            .elseOf("exact")
            .mix("many", "count")
            .when("steps.count.next > 100")
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach(List.of("a", "b"))
            .use("tell", "list", Map.of("words", Steps.data(List.of("x"))))
            .use("tell", "later", Map.of("text", Steps.text("${item}")))
            .forEach("${steps.list.words}")
            .nest("inner", inner, Map.of())
            .after("each")
            .mix("notify")
            .onExit()
            .spec();
    try (Mill mill = Mill.open(home, new Mix(), new Tell())) {
      Map<String, PlannedStep> steps = new LinkedHashMap<>();
      mill.engine
          .plan(mill.request(pipeline))
          .steps()
          .forEach(step -> steps.put(step.step(), step));

      Map<String, Would> woulds = new LinkedHashMap<>();
      steps.forEach((path, step) -> woulds.put(path, step.would()));
      assertThat(woulds)
          .containsEntry(
              "exact", new Would.Skip("its condition is false: ${params.mode == 'exact'}"))
          .containsEntry("fast", new Would.Run("first time"))
          .containsEntry("many", new Would.Unknown("unknown until count has run"))
          .containsEntry("each", new Would.Consist("2 rounds"))
          .containsEntry("each[1]", new Would.Run("first time"))
          .containsEntry("later", new Would.Unknown("unknown until list has run"))
          .containsEntry("inner", new Would.Consist("pipeline inner"))
          .containsEntry("inner/deep", new Would.Run("first time"))
          .containsEntry("inner/deeper", new Would.Unknown("unknown until deep has run"))
          .containsEntry("notify", new Would.Run("exit steps always run"))
          .hasSize(13);
      assertThat(steps.get("fast"))
          .extracting(PlannedStep::flow)
          .isEqualTo(List.of("else of exact"));
      assertThat(steps.get("each"))
          .extracting(PlannedStep::flow)
          .isEqualTo(List.of("for each of [\"a\",\"b\"]"));
      assertThat(steps.get("inner")).extracting(PlannedStep::flow).isEqualTo(List.of("after each"));
    }
  }

  @Test
  void plan_allDoneBefore_knowsAllOfIt() throws Exception {
    PipelineSpec inner =
        new Steps("inner").mix("deep").out("made", Steps.output("deep", "made")).spec();
    PipelineSpec pipeline =
        new Steps()
            .use("tell", "list", Map.of("words", Steps.data(List.of("x", "y"))))
            .step("each", Map.of("text", Steps.text("${item}")))
            .forEach("${steps.list.words}")
            .nest("inner", inner, Map.of())
            .step("all", Map.of("other", Steps.output("inner", "made")), "each")
            .spec();
    try (Mill mill = Mill.open(home, new Mix(), new Tell())) {
      mill.run(pipeline);
      Map<String, Would> woulds = new LinkedHashMap<>();
      mill.engine
          .plan(mill.request(pipeline))
          .steps()
          .forEach(step -> woulds.put(step.step(), step.would()));

      assertThat(woulds.keySet())
          .containsExactlyInAnyOrder(
              "list", "each", "each[0]", "each[1]", "inner", "inner/deep", "all");
      assertThat(woulds.values())
          .allMatch(would -> would instanceof Would.Reuse || would instanceof Would.Consist);
    }
  }

  private static List<Would> woulds(Plan plan) {
    return plan.steps().stream().map(PlannedStep::would).toList();
  }
}
