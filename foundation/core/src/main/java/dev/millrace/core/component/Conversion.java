package dev.millrace.core.component;

import dev.millrace.core.value.ByteSize;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON into Java types by Jackson, and says what went wrong in words for people. */
final class Conversion {

  private static final Map<Class<?>, String> WORDS =
      Map.of(
          Spans.class, "spans such as 'last 8'",
          Fraction.class, "a fraction such as 0.2 or 20%",
          ByteSize.class, "a size such as 512MiB",
          Duration.class, "a duration such as PT30M",
          Period.class, "a period such as P7D",
          Instant.class, "a moment such as 2001-02-26T00:00:00Z",
          LocalDate.class, "a day such as 2001-02-26",
          LocalDateTime.class, "a local time such as 2001-02-26T06:00:00",
          ZoneId.class, "a time zone such as UTC or Europe/Paris");

  private Conversion() {}

  /**
   * Reads a tree as a type.
   *
   * @throws JacksonException where it does not fit
   */
  static Object read(JsonNode tree, Type type) {
    JsonMapper mapper = Json.mapper();
    return mapper.treeToValue(tree, mapper.constructType(type));
  }

  /** A value of a type as a tree, with the names by which its subtypes are told apart. */
  static JsonNode write(Object value, Type type) {
    JsonMapper mapper = Json.mapper();
    return mapper.readTree(mapper.writerFor(mapper.constructType(type)).writeValueAsString(value));
  }

  /**
   * What a type looks like, as in "expected a period such as P7D": what its {@link Doc} says, or
   * which values it has.
   */
  static String words(Class<?> type) {
    Doc doc = type.getAnnotation(Doc.class);
    if (doc != null) {
      return doc.value();
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> Json.tree(constant).asString())
          .collect(Collectors.joining(", ", "one of: ", ""));
    }
    return WORDS.getOrDefault(type, "a " + Json.key(type.getSimpleName()).replace('_', ' '));
  }

  /** What a failed reading says about a value: the words of the type's own check if it has one. */
  static Mismatch mismatch(JacksonException failure, JsonNode given) {
    JsonPointer at = JsonPointer.empty();
    for (JacksonException.Reference part : failure.getPath()) {
      at =
          part.getPropertyName() == null
              ? at.appendIndex(part.getIndex())
              : at.appendProperty(part.getPropertyName());
    }
    return new Mismatch(at, false, message(failure, given), "correct the value");
  }

  static String message(JacksonException failure, JsonNode given) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return "cannot read " + Mismatch.found(given) + ": " + failure.getOriginalMessage();
  }
}
