package dev.millrace.core.expression;

import dev.millrace.core.error.Problem;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The expressions in a pipeline's values: bare references such as {@code ${params.x}} and {@code
 * ${steps.id.output}}, and formulas in CEL over the same names, {@code ${params.x * 2}}. A string
 * that is one whole expression becomes its value, of whatever type; inside other text the value is
 * written out. A second dollar sign before ${ makes it plain text.
 */
public final class Expressions {

  private Expressions() {}

  /**
   * Fills a template in.
   *
   * @param values what a reference names; null for what is not there
   * @throws UserError if an expression cannot be understood or computed, if it names what is not
   *     there, or if a list or map would stand inside text
   */
  public static JsonNode evaluate(
      JsonNode template, Function<Reference, @Nullable JsonNode> values) {
    Function<Reference, JsonNode> known = known(values);
    return mapStrings(template, text -> evaluate(TextTemplate.parse(text), known));
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
    return evaluate(template, reference -> value(reference, params, outputs));
  }

  private static @Nullable JsonNode value(
      Reference reference,
      Map<String, JsonNode> params,
      Map<String, ? extends Map<String, JsonNode>> outputs) {
    return switch (reference) {
      case Reference.Param(String name) -> params.get(name);
      case Reference.StepOutput(String step, String output) -> {
        Map<String, JsonNode> made = outputs.get(step);
        yield made == null ? null : made.get(output);
      }
      case Reference.OneOf(var of) -> {
        for (Reference.StepOutput output : of) {
          JsonNode value = value(output, params, outputs);
          if (value != null) {
            yield value;
          }
        }
        yield null;
      }
      case Reference.Property _,
          Reference.Given _,
          Reference.GivenProperty _,
          Reference.Item _,
          Reference.Index _,
          Reference.RunFact _ ->
          null;
    };
  }

  /**
   * Whether a condition is true.
   *
   * @param condition one whole expression
   * @param values what a reference names; null for what is not there
   * @throws UserError if it cannot be computed, or is neither true nor false
   */
  public static boolean holds(String condition, Function<Reference, @Nullable JsonNode> values) {
    JsonNode value = evaluate(JsonNodeFactory.instance.stringNode(condition), values);
    if (!value.isBoolean()) {
      throw UserError.failure("the condition " + condition + " is " + value)
          .hint("a condition is an expression that is true or false: ${steps.count.rows > 100}");
    }
    return value.booleanValue();
  }

  /**
   * Everything a template refers to, in the order it is met, within formulas too. What cannot be
   * understood refers to nothing.
   */
  public static SequencedSet<Reference> references(JsonNode template) {
    SequencedSet<Reference> references = new LinkedHashSet<>();
    texts(template).forEach(text -> text.parts().forEach(part -> addReferences(part, references)));
    return references;
  }

  /** The formulas in a template. */
  public static List<Formula> formulas(JsonNode template) {
    return texts(template).stream()
        .flatMap(text -> text.parts().stream())
        .<Formula>mapMulti(
            (part, formulas) -> {
              if (part instanceof TextTemplate.Computed(Formula formula)) {
                formulas.accept(formula);
              }
            })
        .toList();
  }

  /** The strings in a template that have something to fill in. */
  public static List<TextTemplate> texts(JsonNode template) {
    List<TextTemplate> texts = new ArrayList<>();
    eachString(
        template,
        text -> {
          if (text.contains("${")) {
            texts.add(TextTemplate.parse(text));
          }
        });
    return texts;
  }

  private static void addReferences(TextTemplate.Part part, SequencedSet<Reference> into) {
    switch (part) {
      case TextTemplate.Named(Reference reference) -> into.add(reference);
      case TextTemplate.Computed(Formula formula) -> into.addAll(formula.references());
      case TextTemplate.Literal _, TextTemplate.Unfinished _ -> {}
    }
  }

  /** What keeps a template's expressions from being understood, whatever their names are. */
  public static List<Problem> problems(JsonNode template) {
    return texts(template).stream()
        .flatMap(text -> text.parts().stream())
        .flatMap(part -> problems(part).stream())
        .toList();
  }

  private static List<Problem> problems(TextTemplate.Part part) {
    return switch (part) {
      case TextTemplate.Computed(Formula formula) -> formula.problems();
      case TextTemplate.Unfinished(String text) ->
          List.of(Problem.of("'" + text + "' has no closing brace", TextTemplate.UNDERSTOOD));
      case TextTemplate.Literal _, TextTemplate.Named _ -> List.of();
    };
  }

  /** A template that evaluates to the tree itself, whatever its strings contain. */
  public static JsonNode literal(JsonNode tree) {
    return mapStrings(tree, text -> JsonNodeFactory.instance.stringNode(text.replace("${", "$${")));
  }

  private static JsonNode evaluate(TextTemplate template, Function<Reference, JsonNode> values) {
    if (template.whole().isPresent()) {
      return value(template.whole().get(), values);
    }
    StringBuilder text = new StringBuilder();
    for (TextTemplate.Part part : template.parts()) {
      text.append(
          part instanceof TextTemplate.Literal(String literal)
              ? literal
              : inText(part, value(part, values)));
    }
    return JsonNodeFactory.instance.stringNode(text.toString());
  }

  private static JsonNode value(TextTemplate.Part part, Function<Reference, JsonNode> values) {
    return switch (part) {
      case TextTemplate.Literal(String text) -> JsonNodeFactory.instance.stringNode(text);
      case TextTemplate.Named(Reference reference) -> values.apply(reference);
      case TextTemplate.Computed(Formula formula) -> formula.evaluate(values);
      case TextTemplate.Unfinished(String text) ->
          throw UserError.failure("'" + text + "' has no closing brace")
              .hint(TextTemplate.UNDERSTOOD);
    };
  }

  private static Function<Reference, JsonNode> known(
      Function<Reference, @Nullable JsonNode> values) {
    return reference -> {
      JsonNode value = values.apply(reference);
      if (value == null) {
        throw UserError.failure("${" + reference.text() + "} names nothing that is there");
      }
      return value;
    };
  }

  private static String inText(TextTemplate.Part part, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      String expression = new TextTemplate(List.of(part)).text();
      throw UserError.failure(expression + " is " + value + ", which cannot stand inside text");
    }
    return value.asString();
  }

  /** A copy of a tree with each of its strings exchanged. */
  public static JsonNode mapStrings(JsonNode tree, Function<String, JsonNode> change) {
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
