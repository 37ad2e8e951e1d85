package dev.millrace.engine.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What a program says of its work, besides its files.
 *
 * @param values of every value output, in normal form
 * @param properties of its artifacts, by output
 * @param refused why the program, a gate, says no; what follows it does not happen then
 */
record Results(
    SequencedMap<String, JsonNode> values,
    List<Measured> metrics,
    Map<String, Map<String, JsonNode>> properties,
    Optional<String> refused) {

  /**
   * A metric's value.
   *
   * @param step a round, an epoch; 0 where there is none
   */
  record Measured(String key, long step, double value) {}
}
