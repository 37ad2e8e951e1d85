package dev.millrace.engine.graph;

import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a step has made, by output.
 *
 * @param artifacts one for each output of a component; as many as there are for an output of a step
 *     that fans out
 */
public record StepResult(Map<String, List<Kept>> artifacts, Map<String, JsonNode> values) {

  public static final StepResult NOTHING = new StepResult(Map.of(), Map.of());

  /** What rounds have made, as lists in their order; what a round has not made is left out. */
  static StepResult listed(List<StepResult> rounds) {
    Map<String, List<Kept>> artifacts = new LinkedHashMap<>();
    Map<String, ArrayNode> values = new LinkedHashMap<>();
    for (StepResult round : rounds) {
      round
          .artifacts()
          .forEach(
              (output, made) ->
                  artifacts.computeIfAbsent(output, _ -> new ArrayList<>()).addAll(made));
      round
          .values()
          .forEach((output, value) -> values.computeIfAbsent(output, _ -> Json.array()).add(value));
    }
    return new StepResult(artifacts, Map.copyOf(values));
  }

  boolean has(String output) {
    return artifacts.containsKey(output) || values.containsKey(output);
  }

  List<Kept> artifacts(String output) {
    return artifacts.getOrDefault(output, List.of());
  }
}
