package dev.millrace.app;

import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Execution;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline as a run had it, made into one that does the same again: its parameters have the run's
 * values; what the run found in the store at the time is named by what it was; and nothing is
 * started by it, or told at its end.
 *
 * <p>Lists that a run found by spans are looked for again, among what was recorded then. The steps
 * inside of a fan-out share their declaration, and so what its first round found.
 */
final class RecordedPipeline {

  private final Map<String, Execution> executions = new HashMap<>();

  /**
   * @param lineage of the model that is to be made again
   */
  RecordedPipeline(ModelLineage lineage) {
    lineage.executions().forEach((path, found) -> executions.putIfAbsent(declared(path), found));
  }

  /** The path of a step as it is declared: without the rounds of fan-outs. */
  static String declared(String path) {
    return path.replaceAll("\\[\\d+]", "");
  }

  PipelineSpec of(PipelineSpec spec, Map<String, JsonNode> params) {
    SequencedMap<String, ParameterSpec> given = new LinkedHashMap<>();
    spec.params()
        .forEach(
            (name, param) ->
                given.put(
                    name,
                    Optional.ofNullable(params.get(name)).map(param::withDefault).orElse(param)));
    return new PipelineSpec(
        spec.name(),
        spec.description(),
        given,
        spec.inputs(),
        steps(spec.steps(), ""),
        new LinkedHashMap<>(),
        spec.outputs(),
        spec.pools(),
        List.of());
  }

  private SequencedMap<String, StepSpec> steps(SequencedMap<String, StepSpec> steps, String above) {
    SequencedMap<String, StepSpec> recorded = new LinkedHashMap<>();
    steps.forEach((id, step) -> recorded.put(id, step(step, above + id)));
    return recorded;
  }

  private StepSpec step(StepSpec step, String path) {
    return switch (step.body()) {
      case StepBody.Uses uses -> with(step, uses, inputs(step, path));
      case StepBody.Nested(PipelineSpec inner, String directory) ->
          with(step, new StepBody.Nested(nested(inner, path + "/"), directory), step.inputs());
    };
  }

  private PipelineSpec nested(PipelineSpec spec, String above) {
    return new PipelineSpec(
        spec.name(),
        spec.description(),
        spec.params(),
        spec.inputs(),
        steps(spec.steps(), above),
        spec.onExit(),
        spec.outputs(),
        spec.pools(),
        spec.triggers());
  }

  private static StepSpec with(StepSpec step, StepBody body, SequencedMap<String, Binding> inputs) {
    return new StepSpec(body, inputs, step.after(), step.flow(), step.policy());
  }

  private SequencedMap<String, Binding> inputs(StepSpec step, String path) {
    Execution execution = executions.get(path);
    SequencedMap<String, Binding> inputs = new LinkedHashMap<>();
    step.inputs()
        .forEach(
            (name, binding) ->
                inputs.put(name, execution == null ? binding : found(name, binding, execution)));
    return inputs;
  }

  private static Binding found(String name, Binding binding, Execution execution) {
    if (binding instanceof Binding.Resolved(String query) && !query.startsWith("spans ")) {
      List<Id> artifacts = execution.inputs().getOrDefault(name, List.of());
      return new Binding.Resolved(
          RecordedInputs.query(
              artifacts.isEmpty() ? Optional.empty() : Optional.of(artifacts.getFirst())));
    }
    return binding;
  }
}
