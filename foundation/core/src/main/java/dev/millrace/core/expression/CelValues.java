package dev.millrace.core.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.millrace.core.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of CEL as JSON and back, without loss. */
final class CelValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CelValues() {}

  /**
   * JSON as CEL has it: integers of 64 bits, doubles, text, booleans, null, lists and maps.
   *
   * @throws IllegalArgumentException of an integer that has more than 64 bits
   */
  static Object cel(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.stringValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case NULL, MISSING -> NullValue.NULL_VALUE;
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.values().forEach(element -> list.add(cel(element)));
        yield list;
      }
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), cel(entry.getValue())));
        yield map;
      }
      case POJO, BINARY -> throw new IllegalStateException("not a value: " + node);
    };
  }

  private static Object number(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return node.doubleValue();
    }
    if (!node.canConvertToLong()) {
      throw new IllegalArgumentException(node + " is an integer of more than 64 bits");
    }
    return node.longValue();
  }

  /**
   * A value of CEL as JSON.
   *
   * @throws IllegalArgumentException of what JSON does not have: bytes, types, infinite numbers,
   *     maps by anything but text
   */
  static JsonNode json(Object value) {
    return switch (value) {
      case String text -> NODES.stringNode(text);
      case Boolean flag -> NODES.booleanNode(flag);
      case Long number -> integer(number);
      case UnsignedLong number -> Json.parse(number.toString());
      case Double number -> real(number);
      case NullValue _ -> NODES.nullNode();
      case Instant moment -> NODES.stringNode(moment.toString());
      case Duration duration -> NODES.stringNode(duration.toString());
      case List<?> list -> {
        ArrayNode array = Json.array();
        list.forEach(element -> array.add(json(element)));
        yield array;
      }
      case Map<?, ?> map -> object(map);
      default ->
          throw new IllegalArgumentException(
              "its value is "
                  + value
                  + ", which is neither text, a number, true, false, null, a list nor a map");
    };
  }

  /** As parsing its digits would give it. */
  private static JsonNode integer(long number) {
    return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
  }

  private static JsonNode real(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("its value is " + number + ", which is no finite number");
    }
    return NODES.numberNode(number);
  }

  private static JsonNode object(Map<?, ?> map) {
    ObjectNode object = Json.object();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String text)) {
            throw new IllegalArgumentException(
                "its value is a map by " + key + "; the keys of a map are text");
          }
          object.set(text, json(value));
        });
    return object;
  }
}
