package dev.millrace.model;

import dev.millrace.core.value.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    requireDistinct("inputs", inputs);
    requireDistinct("outputs", outputs);
  }

  public record Field(String name, DataType type, boolean nullable) {

    /** The name of the graph input that says, for each row, whether this field is there. */
    public String presenceName() {
      return name + "__present";
    }
  }

  public Optional<Field> input(String name) {
    return inputs.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  public Optional<Field> output(String name) {
    return outputs.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /**
   * The name of an output's tensor in the graph: the output's own, unless an input has it, since
   * names in a graph are unique.
   */
  public String tensorName(Field output) {
    return tensorName(inputs, output.name());
  }

  /** As {@link #tensorName(Field)}, for a graph with these inputs. */
  public static String tensorName(List<Field> inputs, String output) {
    boolean taken = inputs.stream().anyMatch(field -> field.name().equals(output));
    return taken ? output + "__output" : output;
  }

  public JsonNode toJson() {
    return Json.tree(this);
  }

  public static Signature fromJson(JsonNode tree) {
    return Json.as(tree, Signature.class);
  }

  private static void requireDistinct(String what, List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("two " + what + " are named '" + field.name() + "'");
      }
    }
  }
}
