package dev.millrace.core.pipeline;

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
 * @param steps in the order of the file, which is for people: it has no meaning for execution
 */
public record PipelineSpec(
    String name,
    String description,
    SequencedMap<String, ParameterSpec> params,
    SequencedMap<String, StepSpec> steps,
    List<TriggerSpec> triggers) {

  public PipelineSpec {
    params = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(params));
    steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
    triggers = List.copyOf(triggers);
  }

  /**
   * A step by its id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public StepSpec step(String id) {
    StepSpec step = steps.get(id);
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
   */
  public record ParameterSpec(
      ParameterType type,
      Optional<JsonNode> defaultValue,
      Optional<Double> min,
      Optional<Double> max,
      List<String> oneOf,
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

    public ParameterSpec withOneOf(List<String> values) {
      return new ParameterSpec(type, defaultValue, min, max, values, description);
    }

    public ParameterSpec withDescription(String text) {
      return new ParameterSpec(type, defaultValue, min, max, oneOf, text);
    }
  }

  /**
   * A step.
   *
   * @param uses the component's name
   * @param inputs by their YAML names, in the component's order; an optional one may be absent
   * @param after steps that must end well first, beyond those whose outputs are inputs
   */
  public record StepSpec(String uses, SequencedMap<String, Binding> inputs, List<String> after) {

    public StepSpec {
      inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
      after = List.copyOf(after);
    }
  }
}
