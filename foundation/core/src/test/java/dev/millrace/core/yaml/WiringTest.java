package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private static final Components ALL =
      Components.of(List.of(new Make(), new Refine(), new Look(), new Gather()));

  private static Lint lint(String steps) {
    Lint lint = new Lint("f");
    var _ = read(steps, lint);
    return lint;
  }

  private static Optional<PipelineSpec> read(String steps, Lint lint) {
    return YamlReader.read("name: p\nsteps: " + steps, lint)
        .flatMap(tree -> new PipelineReader(lint, ALL, Set.of()).read(tree));
  }

  private static PipelineSpec spec(String steps) {
    return read(steps, new Lint("f")).orElseThrow();
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
    Lint lint = lint("{a: {uses: refine}, b: {uses: refine}}");
    assertThat(lint.problems())
        .singleElement()
        .asString()
        .contains("the steps need each other: a needs b needs a");
  }
}
