package dev.millrace.model;

import dev.millrace.core.value.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a graph takes and gives, stored as {@code signature.json} beside it.
 *
 * @param inputs raw features; a nullable one has a boolean graph input {@code <name>__present}
 *     beside it
 * @param outputs one value a row each
 * @param zone of the calendar that timestamps are written in, such as {@code UTC}
 */
public record Signature(List<Field> inputs, List<Field> outputs, String zone) {

  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public record Field(String name, DataType type, boolean nullable) {

    /** The name of the graph input that says, for each row, whether this field is there. */
    public String presenceName() {
      return name + "__present";
    }
  }

  public JsonNode toJson() {
    return Json.tree(this);
  }

  public static Signature fromJson(JsonNode tree) {
    return Json.as(tree, Signature.class);
  }
}
