package dev.millrace.core.pipeline;

import dev.millrace.core.component.Cardinality;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline, in the one form that is hashed, versioned, stored, linted, drawn and run; the YAML
 * file and the Java DSL both become it. All wiring is explicit here: an input that a file leaves
 * out has been resolved to the one step that makes it, and a value that it leaves out to the
 * component's default.
 *
 * @param inputs artifacts that it is given where it is nested in another pipeline; only a pipeline
 *     without any can be run by itself
 * @param steps in the order of the file, which is for people: it has no meaning for execution
 * @param onExit steps that run when all others have ended, however they did
 * @param outputs what it makes where it is nested: artifacts ({@link Binding.Output}, {@link
 *     Binding.OneOf}, {@link Binding.Given}) and values ({@link Binding.Data})
 * @param pools how many tasks may run at once, by the names of pools
 */
public record PipelineSpec(
    String name,
    String description,
    SequencedMap<String, ParameterSpec> params,
    SequencedMap<String, InputSpec> inputs,
    SequencedMap<String, StepSpec> steps,
    SequencedMap<String, StepSpec> onExit,
    SequencedMap<String, Binding> outputs,
    SequencedMap<String, Integer> pools,
    List<TriggerSpec> triggers) {

  public PipelineSpec {
    params = ordered(params);
    inputs = ordered(inputs);
    steps = ordered(steps);
    onExit = ordered(onExit);
    outputs = ordered(outputs);
    pools = ordered(pools);
    triggers = List.copyOf(triggers);
  }

  /** One of parameters, steps and triggers only. */
  public static PipelineSpec of(
      String name,
      String description,
      SequencedMap<String, ParameterSpec> params,
      SequencedMap<String, StepSpec> steps,
      List<TriggerSpec> triggers) {
    return new PipelineSpec(
        name,
        description,
        params,
        new LinkedHashMap<>(),
        steps,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        triggers);
  }

  /** The same where nothing starts it by itself. */
  public PipelineSpec withoutTriggers() {
    return new PipelineSpec(
        name, description, params, inputs, steps, onExit, outputs, pools, List.of());
  }

  private static <V> SequencedMap<String, V> ordered(SequencedMap<String, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  /**
   * A step by its id, an exit step too.
   *
   * @throws IllegalArgumentException if there is none
   */
  public StepSpec step(String id) {
    StepSpec step = steps.getOrDefault(id, onExit.get(id));
    if (step == null) {
      throw new IllegalArgumentException("pipeline '" + name + "' has no step '" + id + "'");
    }
    return step;
  }

  /** Of the canonical form: equal pipelines have equal digests however they were written. */
  public Digest digest() {
    return Digest.of(toJson());
  }

  public JsonNode toJson() {
    return Json.tree(this);
  }

  public static PipelineSpec fromJson(JsonNode tree) {
    return Json.as(tree, PipelineSpec.class);
  }

  /**
   * A parameter of a pipeline.
   *
   * @param defaultValue in the parameter's type; a parameter without one must be given
   * @param oneOf the only values it may have, in its type; empty if it may have any
   */
  public record ParameterSpec(
      ParameterType type,
      Optional<JsonNode> defaultValue,
      Optional<Double> min,
      Optional<Double> max,
      List<JsonNode> oneOf,
      String description) {

    public ParameterSpec {
      defaultValue = defaultValue.filter(value -> !value.isNull());
      oneOf = List.copyOf(oneOf);
    }

    public static ParameterSpec of(ParameterType type) {
      return new ParameterSpec(
          type, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "");
    }

    public ParameterSpec withDefault(JsonNode value) {
      return new ParameterSpec(type, Optional.of(value), min, max, oneOf, description);
    }

    public ParameterSpec withMin(double least) {
      return new ParameterSpec(type, defaultValue, Optional.of(least), max, oneOf, description);
    }

    public ParameterSpec withMax(double greatest) {
      return new ParameterSpec(type, defaultValue, min, Optional.of(greatest), oneOf, description);
    }

    public ParameterSpec withOneOf(List<JsonNode> values) {
      return new ParameterSpec(type, defaultValue, min, max, values, description);
    }

    public ParameterSpec withDescription(String text) {
      return new ParameterSpec(type, defaultValue, min, max, oneOf, text);
    }
  }

  /**
   * An artifact that a nested pipeline is given.
   *
   * @param type the name of its artifact type
   */
  public record InputSpec(String type, Cardinality cardinality, String description) {
    public static InputSpec of(String type) {
      return new InputSpec(type, Cardinality.ONE, "");
    }
  }

  /**
   * A step.
   *
   * @param inputs by their YAML names, in the component's order; an optional one may be absent
   * @param after steps that must end well first, beyond those whose outputs are inputs
   */
  public record StepSpec(
      StepBody body,
      SequencedMap<String, Binding> inputs,
      List<String> after,
      StepFlow flow,
      StepPolicy policy) {

    public StepSpec {
      inputs = ordered(inputs);
      after = List.copyOf(after);
    }

    /** True if an input is of the round that it is run in, where it is run for each of a list. */
    public boolean namesRound() {
      return inputs.values().stream().anyMatch(Binding::namesRound);
    }

    /** One that uses a component, always and once. */
    public static StepSpec uses(
        String component, SequencedMap<String, Binding> inputs, List<String> after) {
      return new StepSpec(
          new StepBody.Uses(component), inputs, after, StepFlow.ONCE, StepPolicy.DEFAULT);
    }
  }
}
