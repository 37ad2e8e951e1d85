package dev.millrace.evaluation.slice;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Orders groups by their keys' values: missing ones first, then as numbers or as text. */
final class GroupOrder {

  static final Comparator<List<JsonNode>> BY_VALUES = GroupOrder::compare;

  private GroupOrder() {}

  private static int compare(List<JsonNode> a, List<JsonNode> b) {
    for (int key = 0; key < a.size(); key++) {
      int order = compare(a.get(key), b.get(key));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isNull() || b.isNull()) {
      return Boolean.compare(b.isNull(), a.isNull());
    }
    if (a.isIntegralNumber()) {
      return Long.compare(a.longValue(), b.longValue());
    }
    if (a.isNumber()) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    return a.asString().compareTo(b.asString());
  }
}
