package dev.millrace.engine;

import dev.millrace.core.component.Cardinality;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.pipeline.StepFlow;
import dev.millrace.core.pipeline.StepFlow.FanOut;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Builds pipelines of the tests' components, above all of {@link Mix} steps. */
final class Steps {

  private final String name;
  private final SequencedMap<String, ParameterSpec> params = new LinkedHashMap<>();
  private final SequencedMap<String, InputSpec> inputs = new LinkedHashMap<>();
  private final SequencedMap<String, StepSpec> steps = new LinkedHashMap<>();
  private final SequencedMap<String, StepSpec> exits = new LinkedHashMap<>();
  private final SequencedMap<String, Binding> outputs = new LinkedHashMap<>();
  private final SequencedMap<String, Integer> pools = new LinkedHashMap<>();

  Steps() {
    this("mixing");
  }

  Steps(String name) {
    this.name = name;
  }

  Steps param(String id, String defaultValue) {
    return param(id, ParameterSpec.of(ParameterType.STRING).withDefault(Json.tree(defaultValue)));
  }

  Steps param(String id, ParameterSpec spec) {
    params.put(id, spec);
    return this;
  }

  /** An artifact that the pipeline is given where it is nested. */
  Steps input(String id, Cardinality cardinality) {
    inputs.put(id, new InputSpec("Statistics", cardinality, ""));
    return this;
  }

  /** A step that mixes what other steps have made; its text is its own id. */
  Steps mix(String id, String... parts) {
    return step(id, Map.of("text", text(id)), parts);
  }

  /** A mixing step with further inputs. */
  Steps step(String id, Map<String, Binding> inputs, String... parts) {
    SequencedMap<String, Binding> all = new LinkedHashMap<>(inputs);
    all.putIfAbsent(
        "parts", new Binding.Outputs(Stream.of(parts).map(part -> output(part, "made")).toList()));
    return use("mix", id, all);
  }

  Steps use(String component, String id, Map<String, Binding> inputs) {
    steps.put(id, StepSpec.uses(component, new LinkedHashMap<>(inputs), List.of()));
    return this;
  }

  /** A step that is a pipeline, written inside this one. */
  Steps nest(String id, PipelineSpec inner, Map<String, Binding> inputs) {
    return nest(id, inner, "", inputs);
  }

  Steps nest(String id, PipelineSpec inner, String directory, Map<String, Binding> inputs) {
    steps.put(
        id,
        new StepSpec(
            new StepBody.Nested(inner, directory),
            new LinkedHashMap<>(inputs),
            List.of(),
            StepFlow.ONCE,
            StepPolicy.DEFAULT));
    return this;
  }

  /** Makes the step that was added last an exit step. */
  Steps onExit() {
    Map.Entry<String, StepSpec> last = steps.pollLastEntry();
    exits.put(last.getKey(), last.getValue());
    return this;
  }

  Steps when(String condition) {
    return flow(
        flow -> new StepFlow(Optional.of("${" + condition + "}"), flow.elseOf(), flow.forEach()));
  }

  Steps elseOf(String step) {
    return flow(flow -> new StepFlow(flow.when(), Optional.of(step), flow.forEach()));
  }

  /** The step that was added last runs for each element of a template of a list. */
  Steps forEach(Object template) {
    return forEach(FanOut.over(Json.tree(template)));
  }

  Steps forEach(FanOut list) {
    return flow(flow -> new StepFlow(flow.when(), flow.elseOf(), Optional.of(list)));
  }

  Steps after(String... earlier) {
    return last(s -> new StepSpec(s.body(), s.inputs(), List.of(earlier), s.flow(), s.policy()));
  }

  Steps policy(UnaryOperator<PolicyMaker> change) {
    StepPolicy policy = change.apply(new PolicyMaker()).policy();
    return last(s -> new StepSpec(s.body(), s.inputs(), s.after(), s.flow(), policy));
  }

  Steps out(String id, Binding binding) {
    outputs.put(id, binding);
    return this;
  }

  Steps pool(String id, int places) {
    pools.put(id, places);
    return this;
  }

  PipelineSpec spec() {
    return new PipelineSpec(
        name, "", params, inputs, steps, exits, outputs, pools, new ArrayList<>());
  }

  private Steps flow(UnaryOperator<StepFlow> change) {
    return last(
        s -> new StepSpec(s.body(), s.inputs(), s.after(), change.apply(s.flow()), s.policy()));
  }

  private Steps last(UnaryOperator<StepSpec> change) {
    steps.put(steps.lastEntry().getKey(), change.apply(steps.lastEntry().getValue()));
    return this;
  }

  static Binding number(int number) {
    return data(number);
  }

  static Binding text(String text) {
    return data(text);
  }

  static Binding data(Object template) {
    JsonNode tree = Json.tree(template);
    return new Binding.Data(tree);
  }

  static Binding.Output output(String step, String output) {
    return new Binding.Output(step, output);
  }
}
