package dev.millrace.core.component;

import dev.millrace.core.value.Json;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Java types of values that no record component declares. */
public final class GenericTypes {

  /** Any JSON list. */
  public static final Type LIST = listOf(JsonNode.class);

  /** Any JSON map. */
  public static final Type MAP =
      Json.mapper().getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class);

  private GenericTypes() {}

  public static Type listOf(Type element) {
    var types = Json.mapper().getTypeFactory();
    return types.constructCollectionType(List.class, types.constructType(element));
  }

  public static Type optional(Type of) {
    var types = Json.mapper().getTypeFactory();
    return types.constructReferenceType(Optional.class, types.constructType(of));
  }

  private static Type mapTo(Type value) {
    var types = Json.mapper().getTypeFactory();
    return types.constructMapType(
        Map.class, types.constructType(String.class), types.constructType(value));
  }

  /** A type whose values have a shape, at least as far as that is known. */
  public static Type of(Shape shape) {
    return switch (shape) {
      case Shape.Anything(), Shape.Variants _ -> JsonNode.class;
      case Shape.Text(), Shape.Choice _ -> String.class;
      case Shape.Flag() -> Boolean.class;
      case Shape.Whole _ -> Long.class;
      case Shape.Real() -> Double.class;
      case Shape.Converted(Type type, _, _) -> type;
      case Shape.ListOf(Shape element) -> listOf(of(element));
      case Shape.MapOf(_, Shape value) -> mapTo(of(value));
      case Shape.Fields(Class<?> type) -> type;
      case Shape.Bounded(Shape of, _, _) -> of(of);
      case Shape.Maybe(Shape of) -> optional(of(of));
    };
  }
}
