package dev.millrace.core.yaml;

import dev.millrace.core.value.Json;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A plain or quoted YAML scalar as JSON, by the core schema of YAML 1.2 (section 10.3): {@code on},
 * {@code yes} and {@code no} are text.
 */
final class YamlScalar {

  private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();
  private static final int MAX_DIGITS = 400;

  private YamlScalar() {}

  /**
   * Reads a scalar.
   *
   * @throws IllegalArgumentException if it is a number that JSON cannot hold
   */
  static JsonNode read(ScalarEvent event) {
    String text = event.getValue();
    if (!event.isPlain() || event.getTag().isPresent()) {
      return JsonNodeFactory.instance.stringNode(text);
    }
    Tag tag = CORE.resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    return tag.equals(Tag.FLOAT) ? real(text) : JsonNodeFactory.instance.stringNode(text);
  }

  private static JsonNode integer(String text) {
    if (text.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("a number of " + text.length() + " digits is too long");
    }
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    return Json.parse(value.toString());
  }

  private static JsonNode real(String text) {
    if (text.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("a number of " + text.length() + " digits is too long");
    }
    double value = isWord(text) ? Double.NaN : Double.parseDouble(text);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("'" + text + "' is no finite number");
    }
    return Json.tree(value);
  }

  /** {@code .inf} and {@code .nan} in their spellings. */
  private static boolean isWord(String text) {
    return text.chars().anyMatch(Character::isLetter) && text.chars().noneMatch(Character::isDigit);
  }
}
