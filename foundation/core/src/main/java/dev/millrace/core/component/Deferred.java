package dev.millrace.core.component;

import dev.millrace.core.value.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Stands in a JSON tree for a part that is not known yet: a parameter without a value, an output of
 * a step that has not run.
 *
 * @param shape of what it will be
 * @param text as it is written, such as {@code ${params.trees}}
 */
public record Deferred(Shape shape, String text) {

  /** One of which nothing is known. */
  public static Deferred anything(String text) {
    return new Deferred(new Shape.Anything(), text);
  }

  public JsonNode node() {
    return JsonNodeFactory.instance.pojoNode(this);
  }

  /** True if a tree has a part that is not known yet. */
  public static boolean within(JsonNode tree) {
    return isDeferred(tree) || tree.valueStream().anyMatch(Deferred::within);
  }

  /** A tree with each unknown part as it is written. */
  static JsonNode written(JsonNode tree) {
    return switch (tree) {
      case POJONode pojo when pojo.getPojo() instanceof Deferred deferred ->
          JsonNodeFactory.instance.stringNode(deferred.text());
      case ObjectNode object -> {
        ObjectNode copy = Json.object();
        object.properties().forEach(e -> copy.set(e.getKey(), written(e.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.array();
        array.values().forEach(element -> copy.add(written(element)));
        yield copy;
      }
      default -> tree;
    };
  }

  /** What stands in a tree's place, if it is not known yet. */
  public static Optional<Deferred> find(JsonNode node) {
    return isDeferred(node) ? Optional.of(of(node)) : Optional.empty();
  }

  static boolean isDeferred(JsonNode node) {
    return node instanceof POJONode pojo && pojo.getPojo() instanceof Deferred;
  }

  static Deferred of(JsonNode node) {
    return (Deferred) ((POJONode) node).getPojo();
  }
}
