package dev.millrace.engine;

import dev.millrace.core.component.BoundCode;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.component.StepOutputs;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.value.Id;
import dev.millrace.engine.graph.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A step with its inputs at hand.
 *
 * @param artifacts by input; an input for which there is none has an empty list
 * @param origins where each input comes from, in words
 * @param env variables for programs, the secret ones apart
 */
record BoundStep(
    String path,
    StepCode code,
    BoundCode bound,
    Map<String, List<Kept>> artifacts,
    Map<String, String> origins,
    Map<String, String> env) {

  /** Ids of the artifacts, for lineage. */
  Map<String, List<Id>> inputIds() {
    Map<String, List<Id>> ids = new LinkedHashMap<>();
    artifacts.forEach((input, given) -> ids.put(input, given.stream().map(Kept::id).toList()));
    return ids;
  }

  ComponentSignature signature() {
    return code.signature();
  }

  /** The values it is given, in normal form. */
  Map<String, JsonNode> values() {
    return bound.values();
  }

  Optional<String> outside(TaskContext task) throws Exception {
    return bound.outside(task);
  }

  StepOutputs run(TaskContext task) throws Exception {
    return bound.run(task);
  }
}
