package dev.millrace.training.tuning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.component.Doc;
import dev.millrace.training.Tunable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What is the same in all trials: parameters of {@code train}, by their names there.
 *
 * @param written as they were
 * @param values by name
 */
@Doc("parameters of train such as { label: late, rounds: 300 }")
public record TrainParameters(JsonNode written, SequencedMap<String, JsonNode> values) {

  public TrainParameters {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads parameters.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  @JsonCreator
  public static TrainParameters of(JsonNode written) {
    if (!written.isObject()) {
      throw new IllegalArgumentException("expected a map of parameters of train");
    }
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    written.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    List<String> problems = Tunable.problems(values, Tunable.parameters());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new TrainParameters(written, values);
  }

  @JsonValue
  JsonNode json() {
    return written;
  }
}
