package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What a step's code has made, by output.
 *
 * @param artifacts staged ones, or stored ones that are handed on
 * @param values in normal form
 */
public record StepOutputs(
    SequencedMap<String, Artifact> artifacts, SequencedMap<String, JsonNode> values) {

  public StepOutputs {
    artifacts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(artifacts));
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }
}
