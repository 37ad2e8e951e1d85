package dev.millrace.training;

import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as the training data may not have them: real ones with some values missing, never seen, or
 * extreme. The same rows each time.
 */
final class UnusualRows {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> STRINGS = List.of("", "never seen", "🛫 \u0000 naïve");
  private static final List<String> MOMENTS =
      List.of("1969-07-20T20:17:40.000001", "2000-02-29T23:59:59.999999", "2261-12-31T00:00:00");
  private static final double[] NUMBERS = {0, -0.5, 1e-40, 1e9, -3e38, 3e38};
  private static final long[] INTEGERS = {0, -1, 1L << 24, Long.MAX_VALUE, Long.MIN_VALUE};

  private final Signature signature;
  private final Random random = new Random(0);

  UnusualRows(Signature signature) {
    this.signature = signature;
  }

  /** As many rows as given, each changed in about half of its values. */
  List<ObjectNode> of(List<ObjectNode> real) {
    List<ObjectNode> changed = new ArrayList<>();
    for (ObjectNode row : real) {
      ObjectNode copy = row.deepCopy();
      for (Field field : signature.inputs()) {
        if (random.nextBoolean()) {
          copy.set(field.name(), value(field));
        }
      }
      changed.add(copy);
    }
    return changed;
  }

  /** A row without any value that may be missing. */
  ObjectNode withoutOptional(ObjectNode real) {
    ObjectNode copy = real.deepCopy();
    signature.inputs().stream()
        .filter(Field::nullable)
        .forEach(field -> copy.set(field.name(), JSON.nullNode()));
    return copy;
  }

  private JsonNode value(Field field) {
    if (field.nullable() && random.nextBoolean()) {
      return JSON.nullNode();
    }
    return switch (field.type()) {
      case BOOLEAN -> JSON.booleanNode(random.nextBoolean());
      case INTEGER -> JSON.numberNode(INTEGERS[random.nextInt(INTEGERS.length)]);
      case NUMBER -> JSON.numberNode(NUMBERS[random.nextInt(NUMBERS.length)]);
      case STRING -> JSON.stringNode(STRINGS.get(random.nextInt(STRINGS.size())));
      case TIMESTAMP -> JSON.stringNode(MOMENTS.get(random.nextInt(MOMENTS.size())));
    };
  }
}
