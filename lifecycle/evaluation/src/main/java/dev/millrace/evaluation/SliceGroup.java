package dev.millrace.evaluation;

import dev.millrace.evaluation.slice.Grouping;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/**
 * A slice and where its figures are.
 *
 * @param keys none of a slice by a condition
 * @param group its number
 */
record SliceGroup(String name, SequencedMap<String, JsonNode> keys, int group) {

  /** One group of a slicing, whose first group has a number. */
  static SliceGroup of(Grouping grouping, int place, int first) {
    SequencedMap<String, JsonNode> keys = new LinkedHashMap<>();
    StringJoiner name = new StringJoiner(", ");
    for (int key = 0; key < grouping.keys().size(); key++) {
      JsonNode value = grouping.groups().get(place).get(key);
      keys.put(grouping.keys().get(key), value);
      name.add(grouping.keys().get(key) + "=" + (value.isNull() ? "missing" : value.asString()));
    }
    return new SliceGroup(name.toString(), keys, first + place);
  }
}
