package dev.millrace.core.component;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.value.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a record component as a value port: its key, type, default and range. */
final class RecordFields {

  private RecordFields() {}

  /** A component of a record that is read from JSON as a whole. */
  static ValuePort field(RecordComponent component) {
    return port(component, component.getGenericType());
  }

  /**
   * A component that holds a value of the given type.
   *
   * @throws IllegalArgumentException if its annotations contradict its type
   */
  static ValuePort port(RecordComponent component, Type written) {
    boolean optional =
        written instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    Type type = optional ? ((ParameterizedType) written).getActualTypeArguments()[0] : written;
    Default given = component.getAnnotation(Default.class);
    if (optional && given != null) {
      throw new IllegalArgumentException("it has a default, so it is never empty: drop Optional");
    }
    Range range = component.getAnnotation(Range.class);
    ValuePort bare =
        new ValuePort(
            key(component),
            type,
            Optional.empty(),
            optional,
            bound(range == null ? Double.NEGATIVE_INFINITY : range.min()),
            bound(range == null ? Double.POSITIVE_INFINITY : range.max()),
            doc(component));
    return given == null ? bare : withDefault(bare, given.value());
  }

  static String key(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty()
        ? Json.key(component.getName())
        : property.value();
  }

  static String doc(RecordComponent component) {
    Doc doc = component.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  private static Optional<Double> bound(double bound) {
    return Double.isInfinite(bound) ? Optional.empty() : Optional.of(bound);
  }

  /** The default as JSON where it is JSON that fits, as plain text otherwise. */
  private static ValuePort withDefault(ValuePort port, String written) {
    if (written.contains("${")) {
      throw new IllegalArgumentException("its default has ${: a default is not an expression");
    }
    JsonNode text = JsonNodeFactory.instance.stringNode(written);
    JsonNode value = json(written).filter(tree -> port.check(tree).isEmpty()).orElse(text);
    port.check(value).stream()
        .findFirst()
        .ifPresent(
            mismatch -> {
              throw new IllegalArgumentException(
                  "its default '" + written + "' does not fit: " + mismatch.message());
            });
    return new ValuePort(
        port.name(),
        port.type(),
        Optional.of(port.normal(value)),
        port.optional(),
        port.min(),
        port.max(),
        port.doc());
  }

  private static Optional<JsonNode> json(String written) {
    try {
      return Optional.of(Json.parse(written)).filter(tree -> !tree.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
