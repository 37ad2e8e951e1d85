package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Cardinality;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines as steps of others. */
class NestedPipelineTest {

  @TempDir Path home;

  /** Takes one artifact and a word, and gives back an artifact and a number. */
  private static PipelineSpec regional() {
    return new Steps("regional")
        .param("region", ParameterSpec.of(ParameterType.STRING))
        .param("suffix", "!")
        .input("examples", Cardinality.ONE)
        .step(
            "train",
            Map.of(
                "text",
                Steps.text("${params.region}${params.suffix}"),
                "parts",
                new Binding.Given("examples")))
        .step("score", Map.of("number", Steps.number(41)), "train")
        .out("model", Steps.output("train", "made"))
        .out("auc", Steps.data("${steps.score.next}"))
        .spec();
  }

  private static Steps around() {
    return new Steps()
        .param("where", "north")
        .mix("ingest")
        .nest(
            "regional",
            regional(),
            Map.of(
                "region",
                Steps.text("${params.where}"),
                "examples",
                Steps.output("ingest", "made")))
        .step(
            "report",
            Map.of(
                "other",
                Steps.output("regional", "model"),
                "number",
                Steps.data("${steps.regional.auc}")));
  }

  @Test
  void run_nestedPipeline_runsItsStepsByPathAndGivesItsOutputs() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(around().spec());

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(outcome.tasks())
          .extracting(Task::step)
          .containsExactly("ingest", "regional", "regional/train", "regional/score", "report");
      assertThat(mill.text(outcome, "regional/train")).isEqualTo("north!\n ingest\n");
      assertThat(Mill.value(outcome, "report", "next").intValue()).isEqualTo(43);
      assertThat(Mill.task(outcome, "regional").reason()).isEqualTo("pipeline regional");
    }
  }

  @Test
  void run_nestedForEach_runsOneInstanceForEachElement() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .mix("ingest")
            .nest(
                "each",
                regional(),
                Map.of("region", Steps.text("${item}"), "examples", Steps.output("ingest", "made")))
            .forEach(List.of("north", "south"))
            .step(
                "merge",
                Map.of("parts", new Binding.Outputs(List.of(Steps.output("each", "model")))))
            .spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.tasks())
          .extracting(Task::step)
          .containsExactly(
              "ingest",
              "each",
              "each[0]",
              "each[0]/train",
              "each[0]/score",
              "each[1]",
              "each[1]/train",
              "each[1]/score",
              "merge");
      assertThat(mill.text(outcome, "merge")).isEqualTo("\n north!\n  ingest\n south!\n  ingest\n");
    }
  }

  @Test
  void run_stepInsideFails_failsTheStepAroundItByItsPath() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("regional/train")) {
                throw UserError.failure("no rows");
              }
            });
    try (Mill mill = Mill.open(home, failing)) {
      Outcome outcome = mill.run(around().spec());

      assertThat(outcome.reason()).isEqualTo("step 'regional/train' failed: no rows");
      assertThat(Mill.states(outcome))
          .containsEntry("regional/train", TaskState.FAILED)
          .containsEntry("regional/score", TaskState.BLOCKED)
          .containsEntry("regional", TaskState.FAILED)
          .containsEntry("report", TaskState.BLOCKED);
    }
  }

  @Test
  void run_outputOfASkippedStepInside_isMissingOutside() throws Exception {
    PipelineSpec inner =
        new Steps("inner")
            .mix("maybe")
            .when("false")
            .mix("always")
            .out("made", Steps.output("maybe", "made"))
            .spec();
    PipelineSpec pipeline =
        new Steps()
            .nest("inner", inner, Map.of())
            .use(
                "need",
                "needs",
                Map.of("one", Steps.output("inner", "made"), "amount", Steps.number(1)))
            .spec();
    try (Mill mill = Mill.open(home, new Mix(), new Need())) {
      Outcome outcome = mill.run(pipeline);

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.states(outcome)).containsEntry("needs", TaskState.SKIPPED);
    }
  }

  @Test
  void run_valueOutOfRangeForANestedParameter_failsTheStepWithIt() throws Exception {
    PipelineSpec inner =
        new Steps("inner")
            .param("trees", ParameterSpec.of(ParameterType.INTEGER).withMax(10))
            .mix("a")
            .spec();
    PipelineSpec pipeline =
        new Steps().nest("inner", inner, Map.of("trees", Steps.data("${5 * 4}"))).spec();
    try (Mill mill = Mill.open(home, new Mix())) {
      assertThat(mill.run(pipeline).reason())
          .startsWith("step 'inner' failed: pipeline 'inner' of step 'inner' cannot run: ")
          .contains("parameter 'trees'");
    }
  }

  @Test
  void run_pipelineWithAFileOfItsOwn_keepsItsNameAndDirectory() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Mix noting =
        new Mix(
            (inputs, task) ->
                seen.add(task.pipeline() + " in " + home.relativize(task.resolve("data"))));
    PipelineSpec inner = new Steps("inner").mix("a").spec();
    PipelineSpec pipeline =
        new Steps()
            .nest("beside", inner, "parts", Map.of())
            .policy(policy -> policy)
            .nest("within", new Steps("within").mix("b").spec(), Map.of())
            .spec();
    try (Mill mill = Mill.serial(home, noting)) {
      mill.run(pipeline);

      assertThat(seen).containsExactlyInAnyOrder("inner in parts/data", "mixing in data");
    }
  }

  @Test
  void start_pipelineThatIsGivenArtifacts_cannotRunAlone() {
    try (Mill mill = Mill.open(home, new Mix())) {
      assertThatThrownBy(() -> mill.run(mill.request(regional()).with(Map.of("region", "x"))))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is given 'examples' by the pipeline it is nested in");
    }
  }

  @Test
  void resume_afterAStepInsideFailed_keepsTheRestOfIt() throws Exception {
    Mix failing =
        new Mix(
            (inputs, task) -> {
              if (task.step().equals("regional/score")) {
                throw UserError.failure("no rows");
              }
            });
    Outcome first;
    try (Mill mill = Mill.open(home, failing)) {
      first = mill.run(around().spec());
    }
    try (Mill mill = Mill.open(home, new Mix())) {
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(second, "regional/train")).isEqualTo(Mill.task(first, "regional/train"));
      assertThat(second.tasks()).hasSize(5);
    }
  }
}
