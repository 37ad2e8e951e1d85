package dev.millrace.core.pipeline;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline, in the one form that is hashed, versioned, stored, linted, drawn and run; the YAML
 * file and the Java DSL both become it. All wiring is explicit here: an input that a file leaves
 * out has been resolved to the one step that makes it.
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
    triggers = List.copyOf(triggers);
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
   * @param type one of string, integer, number, boolean, path, spans, duration, timestamp
   * @param defaultValue in the parameter's type; a parameter without one must be given
   */
  public record ParameterSpec(
      String type,
      Optional<JsonNode> defaultValue,
      Optional<Double> min,
      Optional<Double> max,
      List<String> oneOf,
      String description) {}

  /**
   * A step.
   *
   * @param uses the component's name
   * @param inputs by their YAML names: only those given or wired; what is absent takes the
   *     component's default
   * @param after steps that must end well first, beyond those whose outputs are inputs
   */
  public record StepSpec(String uses, SequencedMap<String, Binding> inputs, List<String> after) {}
}
