package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepBody;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WiringTest {

  record Nothing() {}

  record MadeModel(Model model) {}

  record MaybeModel(Optional<Model> model) {}

  record AllModels(List<Model> models) {}

  record OneModel(Model model) {}

  record MadeStatistics(Statistics statistics) {}

  /** Makes a model out of nothing. */
  @Named("make")
  static final class Make implements Component<Nothing, MadeModel> {
    @Override
    public MadeModel run(Nothing inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  /** Makes a model out of a model. */
  @Named("refine")
  static final class Refine implements Component<OneModel, MadeModel> {
    @Override
    public MadeModel run(OneModel inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  record MaybeAnother(Optional<Model> initial) {}

  /** Makes a model, out of another if it is given one. */
  @Named("go_on")
  static final class GoOn implements Component<MaybeAnother, MadeModel> {
    @Override
    public MadeModel run(MaybeAnother inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  /** Takes a model if there is one. */
  @Named("look")
  static final class Look implements Component<MaybeModel, Nothing> {
    @Override
    public Nothing run(MaybeModel inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  /** Takes every model there is, and makes statistics. */
  @Named("gather")
  static final class Gather implements Component<AllModels, MadeStatistics> {
    @Override
    public MadeStatistics run(AllModels inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  record Scaling(Value<Integer> by) {}

  /** Makes a model out of a number. */
  @Named("scale")
  static final class Scale implements Component<Scaling, MadeModel> {
    @Override
    public MadeModel run(Scaling inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  /** Makes statistics out of a model. */
  @Named("summarize")
  static final class Summarize implements Component<OneModel, MadeStatistics> {
    @Override
    public MadeStatistics run(OneModel inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  /** Takes statistics. */
  @Named("read")
  static final class Read implements Component<MadeStatistics, Nothing> {
    @Override
    public Nothing run(MadeStatistics inputs, TaskContext task) {
      throw new UnsupportedOperationException();
    }
  }

  private static final Components ALL =
      Components.of(
          List.of(
              new Make(),
              new Refine(),
              new Look(),
              new GoOn(),
              new Gather(),
              new Scale(),
              new Summarize(),
              new Read()));

  private static Outcome read(String steps) {
    return Outcome.of("name: p\nsteps: " + steps, ALL);
  }

  private static PipelineSpec spec(String steps) {
    return read(steps).spec().orElseThrow();
  }

  @Test
  void wire_ownOutput_neverCounts() {
    PipelineSpec spec = spec("{a: {uses: make}, b: {uses: refine}}");
    assertThat(spec.step("b").inputs()).containsEntry("model", new Binding.Output("a", "model"));
  }

  @Test
  void wire_whatComesAfterTheStep_neverCounts() {
    PipelineSpec spec =
        spec(
            "{a: {uses: make}, b: {uses: refine}, c: {uses: refine, with: {model: \"${steps.b.model}\"}}}");
    assertThat(spec.step("b").inputs()).containsEntry("model", new Binding.Output("a", "model"));
  }

  @Test
  void wire_whatComesAfterByOrderOnly_neverCounts() {
    PipelineSpec spec = spec("{a: {uses: make, after: [b]}, b: {uses: look}}");
    assertThat(spec.step("b").inputs()).isEmpty();
  }

  @Test
  void wire_optionalWithOneMaker_isWired() {
    PipelineSpec spec = spec("{b: {uses: look}, a: {uses: make}}");
    assertThat(spec.step("b").inputs()).containsEntry("model", new Binding.Output("a", "model"));
  }

  @Test
  void wire_optionalWithTwoMakersOrNone_isLeftEmpty() {
    assertThat(spec("{a: {uses: make}, c: {uses: make}, b: {uses: look}}").step("b").inputs())
        .isEmpty();
    assertThat(spec("{b: {uses: look}}").step("b").inputs()).isEmpty();
  }

  @Test
  void wire_optionalOfWhatTheStepMakes_isLeftEmptyUnlessSaid() {
    PipelineSpec spec = spec("{a: {uses: go_on}, b: {uses: go_on}, c: {uses: make}}");
    assertThat(spec.step("a").inputs()).isEmpty();
    assertThat(spec("{a: {uses: go_on}, c: {uses: make}}").step("a").inputs()).isEmpty();
    assertThat(
            spec("{a: {uses: go_on, with: {initial: '${steps.c.model}'}}, c: {uses: make}}")
                .step("a")
                .inputs())
        .containsEntry("initial", new Binding.Output("c", "model"));
  }

  @Test
  void wire_optionalOfWhatAStepAfterMakes_isLeftEmptyUnlessSaid() {
    String steps = "c: {uses: make}, a: {uses: look%s}, b: {uses: make, after: [a]}";
    assertThat(spec("{" + steps.formatted("") + "}").step("a").inputs()).isEmpty();
    assertThat(
            spec("{" + steps.formatted(", with: {model: '${steps.c.model}'}") + "}")
                .step("a")
                .inputs())
        .containsEntry("model", new Binding.Output("c", "model"));
  }

  @Test
  void wire_optionalSaidToBeNull_isLeftEmpty() {
    PipelineSpec spec = spec("{a: {uses: make}, b: {uses: look, with: {model: null}}}");
    assertThat(spec.step("b").inputs()).isEmpty();
  }

  @Test
  void wire_list_takesAllInOrderOfTheirNames() {
    PipelineSpec spec = spec("{z: {uses: make}, g: {uses: gather}, a: {uses: make}}");
    assertThat(spec.step("g").inputs())
        .containsEntry(
            "models",
            new Binding.Outputs(
                List.of(new Binding.Output("a", "model"), new Binding.Output("z", "model"))));
  }

  @Test
  void wire_listGiven_keepsItsOrder() {
    PipelineSpec spec =
        spec(
            "{z: {uses: make}, a: {uses: make},"
                + " g: {uses: gather, with: {models: [\"${steps.z.model}\", \"${steps.a.model}\"]}}}");
    assertThat(spec.step("g").inputs())
        .containsEntry(
            "models",
            new Binding.Outputs(
                List.of(new Binding.Output("z", "model"), new Binding.Output("a", "model"))));
  }

  @Test
  void wire_twoThatCouldFeedEachOther_namesTheChoice() {
    assertThat(read("{a: {uses: refine}, b: {uses: refine}}").lines())
        .singleElement()
        .asString()
        .contains("the steps need each other: a needs b needs a");
  }

  @Test
  void wire_branchesThatMakeTheSame_proposesOneOf() {
    Outcome outcome =
        read(
            "{c: {uses: make}, a: {uses: refine, with: {model: \"${steps.c.model}\"},"
                + " when: \"${steps.c.model.properties.n > 1}\"},"
                + " b: {uses: refine, with: {model: \"${steps.c.model}\"}, else_of: a},"
                + " r: {uses: refine}}");
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .contains(
            "input 'model' of step 'r' (an artifact of type Model) could be ${steps.a.model} or"
                + " ${steps.b.model} or ${steps.c.model}",
            "say which: with: { model: \"${steps.a.model}\" }");
    assertThat(
            read("{a: {uses: make, when: \"${1 > 2}\"}, b: {uses: make, else_of: a}, r: {uses:"
                    + " refine}}")
                .lines())
        .singleElement()
        .asString()
        .contains("say which: with: { model: \"${one_of(steps.a.model, steps.b.model)}\" }");
  }

  @Test
  void wire_afterBranches_proposesOneOfWhatComesOfThem() {
    String steps =
        "{a: {uses: make, when: \"${1 > 2}\"}, b: {uses: make, else_of: a},"
            + " a2: {uses: summarize, with: {model: \"${steps.a.model}\"}},"
            + " b2: {uses: summarize, with: {model: \"${steps.b.model}\"}},"
            + " r: {uses: read}}";
    assertThat(read(steps).lines())
        .singleElement()
        .asString()
        .contains("{ statistics: \"${one_of(steps.a2.statistics, steps.b2.statistics)}\" }");
  }

  @Test
  void wire_listOfAStepThatFansOut_feedsAList() {
    PipelineSpec spec =
        spec("{each: {for_each: [1, 2], uses: scale, with: {by: \"${item}\"}}, g: {uses: gather}}");
    assertThat(spec.step("g").inputs())
        .containsEntry("models", new Binding.Outputs(List.of(new Binding.Output("each", "model"))));
  }

  @Test
  void wire_oneOutOfAList_proposesForEach() {
    assertThat(
            read("{each: {for_each: [1], uses: scale, with: {by: \"${item}\"}}, r: {uses: refine}}")
                .lines())
        .singleElement()
        .asString()
        .contains(
            "input 'model' of step 'r' (an artifact of type Model) takes one, ${steps.each.model}"
                + " is a list of them",
            "go through it: for_each: \"${steps.each.model}\", with: { model: \"${item}\" }");
  }

  @Test
  void wire_insideANestedPipeline_takesWhatThatIsGiven() {
    PipelineSpec spec =
        spec(
            "{m: {uses: make}, n: {pipeline: {inputs: {base: {type: Model}}, steps: {r: {uses:"
                + " refine}}, outputs: {better: \"${steps.r.model}\"}}}, g: {uses: gather}}");
    StepBody.Nested nested = (StepBody.Nested) spec.step("n").body();
    assertThat(nested.pipeline().step("r").inputs())
        .containsEntry("model", new Binding.Given("base"));
    assertThat(spec.step("n").inputs()).containsEntry("base", new Binding.Output("m", "model"));
    assertThat(spec.step("g").inputs())
        .containsEntry(
            "models",
            new Binding.Outputs(
                List.of(new Binding.Output("m", "model"), new Binding.Output("n", "better"))));
  }

  @Test
  void wire_givenAndMade_namesBoth() {
    assertThat(
            Outcome.of(
                    "name: p\ninputs: {base: {type: Model}}\nsteps: {m: {uses: make}, r: {uses:"
                        + " refine}, g: {uses: gather}}",
                    ALL)
                .lines())
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("input 'models' of step 'g'", "${steps.r.model} or ${inputs.base}"))
        .anySatisfy(line -> assertThat(line).contains("input 'model' of step 'r'"));
  }

  @Test
  void wire_exitSteps_takeOrdinaryOutputsOnlyWhereTheyNeedNot() {
    Outcome outcome =
        Outcome.of(
            "name: p\nsteps: {m: {uses: make}}\non_exit: {l: {uses: look}, g: {uses: gather}}",
            ALL);
    PipelineSpec spec = outcome.spec().orElseThrow();
    assertThat(spec.step("l").inputs()).containsEntry("model", new Binding.Output("m", "model"));
    assertThat(spec.step("g").inputs())
        .containsEntry("models", new Binding.Outputs(List.of(new Binding.Output("m", "model"))));
    assertThat(
            Outcome.of("name: p\nsteps: {m: {uses: make}}\non_exit: {r: {uses: refine}}", ALL)
                .lines())
        .singleElement()
        .asString()
        .contains(
            "input 'model' of step 'r' (an artifact of type Model) is made by no step before");
  }
}
