package dev.millrace.serving.log;

import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.core.value.Json;
import dev.millrace.serving.text.JsonBytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A row of the request log as one line of JSON, and back. The model is told by the directory. */
final class LogLine {

  private LogLine() {}

  static void write(JsonBytes line, Prediction row) {
    line.raw("{\"prediction\":").string(row.prediction());
    times(line, row.eventTime(), row.recordedAt());
    line.raw(",\"version\":").number(row.version());
    line.raw(",\"inputs\":");
    values(line, row.inputs());
    line.raw(",\"outputs\":");
    values(line, row.outputs());
    line.raw("}\n");
  }

  static void write(JsonBytes line, Label row) {
    line.raw("{\"prediction\":").string(row.prediction());
    times(line, row.eventTime(), row.recordedAt());
    line.raw(",\"value\":").number(row.value()).raw("}\n");
  }

  /** The row of a line; throws a {@link RuntimeException} if it is not one. */
  static Prediction prediction(String model, String line) {
    JsonNode tree = Json.parse(line);
    return new Prediction(
        tree.required("prediction").asString(),
        instant(tree, "event_time"),
        instant(tree, "recorded_at"),
        model,
        tree.required("version").intValue(),
        values(tree.required("inputs")),
        values(tree.required("outputs")));
  }

  /** The row of a line; throws a {@link RuntimeException} if it is not one. */
  static Label label(String line) {
    JsonNode tree = Json.parse(line);
    return new Label(
        tree.required("prediction").asString(),
        instant(tree, "event_time"),
        instant(tree, "recorded_at"),
        tree.required("value").doubleValue());
  }

  private static void times(JsonBytes line, Instant eventTime, Instant recordedAt) {
    line.raw(",\"event_time\":\"").raw(eventTime.toString());
    line.raw("\",\"recorded_at\":\"").raw(recordedAt.toString()).raw('"');
  }

  private static void values(JsonBytes line, Map<String, JsonNode> values) {
    char separator = '{';
    for (Map.Entry<String, JsonNode> value : values.entrySet()) {
      line.raw(separator).string(value.getKey()).raw(':');
      value(line, value.getValue());
      separator = ',';
    }
    line.raw(values.isEmpty() ? "{}" : "}");
  }

  private static void value(JsonBytes line, JsonNode value) {
    if (value.isString()) {
      line.string(value.stringValue());
    } else if (value.isDouble()) {
      line.number(value.doubleValue());
    } else {
      line.raw(value.toString()); // an integer, a boolean or null
    }
  }

  private static Instant instant(JsonNode tree, String name) {
    return Instant.parse(tree.required(name).asString());
  }

  private static Map<String, JsonNode> values(JsonNode tree) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    tree.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
    return values;
  }
}
