package dev.millrace.core.pipeline;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The expressions in a pipeline's values: bare references, {@code ${params.x}} and {@code
 * ${steps.id.output}}. A string that is one whole reference becomes the value it names, of whatever
 * type; inside other text the value is written out. A second dollar sign before ${ makes it plain
 * text.
 */
public final class Expressions {

  private Expressions() {}

  /**
   * Fills a template in.
   *
   * @param values what a reference names
   * @throws UserError if something in braces is not a reference, or a list or map would stand
   *     inside text
   */
  public static JsonNode evaluate(JsonNode template, Function<Reference, JsonNode> values) {
    return mapStrings(template, text -> evaluate(TextTemplate.parse(text), values));
  }

  /**
   * Fills a template in.
   *
   * @param params by name
   * @param outputs the values that steps made, by step and output
   * @throws UserError also if a reference names nothing that is known
   */
  public static JsonNode evaluate(
      JsonNode template,
      Map<String, JsonNode> params,
      Map<String, ? extends Map<String, JsonNode>> outputs) {
    return evaluate(
        template,
        reference -> {
          JsonNode value =
              switch (reference) {
                case Reference.Param(String name) -> params.get(name);
                case Reference.StepOutput(String step, String output) -> {
                  Map<String, JsonNode> made = outputs.get(step);
                  yield made == null ? null : made.get(output);
                }
              };
          if (value == null) {
            throw UserError.failure("${" + reference.text() + "} names nothing that is known");
          }
          return value;
        });
  }

  /** Everything a template refers to, in the order it is met. */
  public static SequencedSet<Reference> references(JsonNode template) {
    SequencedSet<Reference> references = new LinkedHashSet<>();
    eachString(template, text -> references.addAll(TextTemplate.parse(text).references()));
    return references;
  }

  /** A template that evaluates to the tree itself, whatever its strings contain. */
  public static JsonNode literal(JsonNode tree) {
    return mapStrings(tree, text -> JsonNodeFactory.instance.stringNode(text.replace("${", "$${")));
  }

  /** What stands in braces in a template and is not a reference. */
  static List<String> unknown(JsonNode template) {
    SequencedSet<String> unknown = new LinkedHashSet<>();
    eachString(template, text -> unknown.addAll(TextTemplate.parse(text).unknown()));
    return List.copyOf(unknown);
  }

  private static JsonNode evaluate(TextTemplate template, Function<Reference, JsonNode> values) {
    if (template.whole().isPresent()) {
      return values.apply(template.whole().get());
    }
    StringBuilder text = new StringBuilder();
    for (TextTemplate.Part part : template.parts()) {
      text.append(
          switch (part) {
            case TextTemplate.Literal(String literal) -> literal;
            case TextTemplate.Named(Reference reference) ->
                inText(reference, values.apply(reference));
            case TextTemplate.Unknown(String unknown) ->
                throw UserError.failure("'" + unknown + "' is not understood")
                    .hint(TextTemplate.UNDERSTOOD);
          });
    }
    return JsonNodeFactory.instance.stringNode(text.toString());
  }

  private static String inText(Reference reference, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw UserError.failure(
          "${" + reference.text() + "} is " + value + ", which cannot stand inside text");
    }
    return value.asString();
  }

  static JsonNode mapStrings(JsonNode tree, Function<String, JsonNode> change) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = Json.object();
        object.properties().forEach(e -> copy.set(e.getKey(), mapStrings(e.getValue(), change)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.array();
        array.values().forEach(element -> copy.add(mapStrings(element, change)));
        yield copy;
      }
      default -> tree.isString() ? change.apply(tree.stringValue()) : tree;
    };
  }

  private static void eachString(JsonNode tree, Consumer<String> visit) {
    if (tree.isString()) {
      visit.accept(tree.stringValue());
    }
    tree.values().forEach(child -> eachString(child, visit));
  }
}
