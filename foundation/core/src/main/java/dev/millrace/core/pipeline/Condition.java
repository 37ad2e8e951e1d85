package dev.millrace.core.pipeline;

import dev.millrace.core.component.Value;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Formula;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.expression.TextTemplate;
import dev.millrace.core.value.Json;
import tools.jackson.databind.JsonNode;

/**
 * When a step of a pipeline that is written in Java runs.
 *
 * @param formula in CEL, over the names that pipeline files have
 */
public record Condition(String formula) {

  /** A condition as a pipeline file has it, without braces: {@code steps.count.rows > 1000}. */
  public static Condition cel(String formula) {
    return new Condition(formula.strip());
  }

  /** True where a value is. */
  public static Condition isTrue(Value<Boolean> value) {
    return new Condition(operand(value));
  }

  public static <T> Condition equal(Value<T> left, Value<T> right) {
    return compare(left, "==", right);
  }

  public static <T> Condition unequal(Value<T> left, Value<T> right) {
    return compare(left, "!=", right);
  }

  public static <T extends Comparable<T>> Condition greater(Value<T> left, Value<T> right) {
    return compare(left, ">", right);
  }

  public static <T extends Comparable<T>> Condition less(Value<T> left, Value<T> right) {
    return compare(left, "<", right);
  }

  public static <T extends Comparable<T>> Condition atLeast(Value<T> left, Value<T> right) {
    return compare(left, ">=", right);
  }

  public static <T extends Comparable<T>> Condition atMost(Value<T> left, Value<T> right) {
    return compare(left, "<=", right);
  }

  public Condition and(Condition other) {
    return new Condition("(" + formula + ") && (" + other.formula + ")");
  }

  public Condition or(Condition other) {
    return new Condition("(" + formula + ") || (" + other.formula + ")");
  }

  public Condition not() {
    return new Condition("!(" + formula + ")");
  }

  /** As written in a pipeline file. */
  String braced() {
    return TextTemplate.parse("${" + formula + "}").text();
  }

  private static Condition compare(Value<?> left, String operator, Value<?> right) {
    return new Condition(operand(left) + " " + operator + " " + operand(right));
  }

  /** A value within a formula. JSON is CEL, but for its escapes of slashes, which are not used. */
  private static String operand(Value<?> value) {
    return switch (value) {
      case Value.Given<?>(Object given) -> Json.canonical(Json.tree(given));
      case Value.Parameter<?>(String name) -> new Reference.Param(name).text();
      case Value.Promised<?>(String step, String output) ->
          new Reference.StepOutput(step, output).text();
      case Value.Template<?>(JsonNode tree) -> operand(tree);
    };
  }

  private static String operand(JsonNode tree) {
    if (Expressions.texts(tree).isEmpty()) {
      return Json.canonical(tree);
    }
    if (tree.isString()) {
      TextTemplate template = TextTemplate.parse(tree.stringValue());
      if (template.whole().orElse(null) instanceof TextTemplate.Named(Reference reference)) {
        return reference.text();
      }
      if (template.whole().orElse(null) instanceof TextTemplate.Computed(Formula formula)) {
        return "(" + formula.text() + ")";
      }
    }
    throw new IllegalArgumentException(
        "a condition compares values and single expressions, found the template " + tree);
  }
}
