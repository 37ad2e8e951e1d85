package dev.millrace.store.database;

import dev.millrace.core.value.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Maps kept as JSON objects in one column. */
public final class Fields {
  private Fields() {}

  public static Map<String, JsonNode> of(JsonNode object) {
    return of(object, field -> field);
  }

  public static <V> Map<String, V> of(JsonNode object, Function<JsonNode, V> value) {
    Map<String, V> fields = new LinkedHashMap<>();
    object.properties().forEach(f -> fields.put(f.getKey(), value.apply(f.getValue())));
    return Collections.unmodifiableMap(fields);
  }

  public static JsonNode json(Map<String, JsonNode> fields) {
    ObjectNode object = Json.object();
    fields.forEach(object::set);
    return object;
  }

  public static JsonNode texts(Map<String, String> fields) {
    ObjectNode object = Json.object();
    fields.forEach(object::put);
    return object;
  }
}
