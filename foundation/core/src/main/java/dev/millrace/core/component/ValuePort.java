package dev.millrace.core.component;

import dev.millrace.core.value.Json;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An input or output that is a small value, or one key of such a value.
 *
 * @param type the Java type of {@code T} in {@code Value<T>} or {@code Value<Optional<T>>}
 * @param defaultValue what it is when it is not given
 * @param optional true for {@code Value<Optional<T>>}: left out, it is empty
 * @param min the least number allowed
 * @param max the greatest number allowed
 */
public record ValuePort(
    String name,
    Type type,
    Optional<JsonNode> defaultValue,
    boolean optional,
    Optional<Double> min,
    Optional<Double> max,
    String doc)
    implements Port {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  @Override
  public boolean required() {
    return defaultValue.isEmpty() && !optional;
  }

  /** What JSON it is read from, its range included. */
  public Shape shape() {
    Shape shape = Shape.of(type);
    Shape bounded =
        min.isEmpty() && max.isEmpty()
            ? shape
            : new Shape.Bounded(
                shape, min.orElse(Double.NEGATIVE_INFINITY), max.orElse(Double.POSITIVE_INFINITY));
    return optional ? new Shape.Maybe(bounded) : bounded;
  }

  /** Everything in a given value that does not fit; {@link Deferred} parts count by their kind. */
  public List<Mismatch> check(JsonNode given) {
    List<Mismatch> found = new ArrayList<>();
    new ShapeCheck(found).check(shape(), given, JsonPointer.empty());
    if (found.isEmpty() && !Deferred.within(given)) {
      try {
        var _ = read(given);
      } catch (JacksonException e) {
        found.add(Conversion.mismatch(e, given));
      }
    }
    return found;
  }

  /**
   * A given value that fits, in the one form that equal values share: defaults of nested keys
   * filled in, numbers and names written one way. What is {@link Deferred} keeps its text.
   */
  public JsonNode normal(JsonNode given) {
    return Json.reparsed(ShapeNormal.of(shape(), given));
  }

  /** A Java value of the type, or an {@code Optional} of it, in normal form. */
  public JsonNode write(Object value) {
    return switch (value) {
      case Optional<?> maybe when optional -> maybe.map(this::write).orElse(NOTHING);
      default -> normal(Conversion.write(value, type));
    };
  }

  /**
   * A given value as the Java type, in an {@code Optional} if the port is optional.
   *
   * @throws JacksonException where it does not fit
   */
  Object read(JsonNode given) {
    JsonNode normal = ShapeNormal.of(shape(), given);
    if (!optional) {
      return Conversion.read(normal, type);
    }
    return normal.isNull() ? Optional.empty() : Optional.of(Conversion.read(normal, type));
  }
}
