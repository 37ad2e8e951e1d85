package dev.millrace.core.component;

import dev.millrace.core.value.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The normal form of a tree that fits its shape: two trees that mean the same value become the same
 * tree. What does not fit is left as it is, for the check to name.
 */
final class ShapeNormal {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ShapeNormal() {}

  static JsonNode of(Shape shape, JsonNode node) {
    if (Deferred.isDeferred(node)) {
      return NODES.stringNode(Deferred.of(node).text());
    }
    return switch (shape) {
      case Shape.Anything() -> Deferred.written(node);
      case Shape.Text(), Shape.Flag(), Shape.Whole _ -> node;
      case Shape.Real() -> node.isNumber() ? NODES.numberNode(node.doubleValue()) : node;
      case Shape.Choice _ ->
          node.isString() ? NODES.stringNode(node.stringValue().toLowerCase(Locale.ROOT)) : node;
      case Shape.Converted(var type, _, _) ->
          Deferred.within(node) ? Deferred.written(node) : Json.tree(Conversion.read(node, type));
      case Shape.ListOf(Shape element) -> list(element, node);
      case Shape.MapOf(_, Shape value) -> map(value, node);
      case Shape.Fields fields -> fields(fields, node, Json.object());
      case Shape.Variants(String key, var variants) -> {
        Shape.Fields fields = variants.get(node.path(key).asString(""));
        ObjectNode named = Json.object();
        named.set(key, node.path(key));
        yield fields == null ? Deferred.written(node) : fields(fields, node, named);
      }
      case Shape.Bounded(Shape of, _, _) -> of(of, node);
      case Shape.Maybe(Shape of) -> node.isNull() ? node : of(of, node);
    };
  }

  private static JsonNode list(Shape element, JsonNode node) {
    ArrayNode normal = Json.array();
    node.values().forEach(item -> normal.add(of(element, item)));
    return normal;
  }

  private static JsonNode map(Shape value, JsonNode node) {
    ObjectNode normal = Json.object();
    node.properties().forEach(entry -> normal.set(entry.getKey(), of(value, entry.getValue())));
    return normal;
  }

  /** In the order of the record; defaults are filled in, and what is empty is left out. */
  private static JsonNode fields(Shape.Fields shape, JsonNode node, ObjectNode normal) {
    for (ValuePort field : shape.fields()) {
      JsonNode given = node.get(field.name());
      if (given != null && !given.isNull()) {
        normal.set(field.name(), of(field.shape(), given));
      } else if (given == null) {
        field.defaultValue().ifPresent(value -> normal.set(field.name(), value));
      }
    }
    return normal;
  }
}
