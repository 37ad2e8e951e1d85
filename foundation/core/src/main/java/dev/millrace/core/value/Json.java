package dev.millrace.core.value;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as Millrace writes and reads it: one mapper, and one canonical form for what is hashed.
 *
 * <p>Records are objects whose keys are the components' names with underscores ({@code spanLength}
 * is {@code span_length}), enums are lower-case text, times are ISO 8601. Reading is strict: an
 * unknown key, a component that is missing and not {@code Optional}, and a value of another type
 * are errors; nothing is converted silently.
 */
public final class Json {

  private static final SnakeCase NAMES = new SnakeCase();

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(NAMES)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The key of a record's component: {@code spanLength} is {@code span_length}. */
  public static String key(String component) {
    return NAMES.translate(component);
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Parses a document that Millrace itself wrote. */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /**
   * Reads a JSON file.
   *
   * @throws UserError naming the file if it is not JSON
   */
  public static JsonNode read(Path file) throws IOException {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw UserError.failure(file + " is not valid JSON: " + e.getOriginalMessage()).causedBy(e);
    }
  }

  /** Any record or value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A tree as a record or value; throws {@link JacksonException} where it does not fit. */
  public static <T> T as(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  /** The same tree as parsing its text would give it: one kind of node for each kind of number. */
  public static JsonNode reparsed(JsonNode tree) {
    return MAPPER.readTree(MAPPER.writeValueAsString(tree));
  }

  /** Canonical form: keys sorted, no white space. Equal values give equal text. */
  public static String canonical(JsonNode tree) {
    return MAPPER.writeValueAsString(sorted(tree));
  }

  /** For people: keys in their order, indented, one line break at the end. */
  public static String pretty(JsonNode tree) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree) + "\n";
  }

  private static JsonNode sorted(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode copy = object();
      fields.forEach(copy::set);
      return copy;
    }
    if (tree instanceof ArrayNode array) {
      ArrayNode copy = array();
      array.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    return tree;
  }

  private static final class SnakeCase extends PropertyNamingStrategies.SnakeCaseStrategy {
    private static final long serialVersionUID = 1;

    @Override
    protected String translate(String name) {
      return super.translate(name);
    }
  }
}
