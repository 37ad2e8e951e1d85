package dev.millrace.core.expression;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.millrace.core.component.Shape;
import dev.millrace.core.error.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the types of a formula before any of its names has a value. */
final class FormulaCheck {

  private static final Kept<Formula.Checked> KEPT = new Kept<>(2_000);
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '(.*?)' applied to '(.*)' \\(candidates.*");
  private static final Pattern NO_FUNCTION =
      Pattern.compile("undeclared reference to '(.*)' \\(in container ''\\)");

  private static final Map<String, String> OPERATORS =
      Map.of("_?_:_", "'? :'", "_[_]", "'[ ]'", "@in", "'in'", "!_", "'!'", "-_", "'-'");

  /** Whole and other numbers may be compared by size in CEL as it is; here also by equality. */
  private static final List<CelFunctionDecl> EQUALITY =
      List.of(equality("_==_", "equals"), equality("_!=_", "not_equals"));

  private FormulaCheck() {}

  private static CelFunctionDecl equality(String operator, String id) {
    return CelFunctionDecl.newFunctionDeclaration(
        operator,
        CelOverloadDecl.newGlobalOverload(
            id + "_int_double", SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE),
        CelOverloadDecl.newGlobalOverload(
            id + "_double_int", SimpleType.BOOL, SimpleType.DOUBLE, SimpleType.INT));
  }

  /** What is asked again and again while a pipeline is linted is checked once. */
  static Formula.Checked of(Formula formula, Function<Reference, Shape> shapes) {
    ParsedFormula parsed = ParsedFormula.of(formula.text());
    Map<Reference, CelType> types = new LinkedHashMap<>();
    parsed
        .names()
        .values()
        .forEach(reference -> types.put(reference, CelShapes.type(shapes.apply(reference))));
    return KEPT.get(formula.text() + types.values(), _ -> check(formula, parsed, types));
  }

  private static Formula.Checked check(
      Formula formula, ParsedFormula parsed, Map<Reference, CelType> types) {
    CelValidationResult checked =
        CelChecking.check(
            parsed,
            reference -> types.getOrDefault(reference, SimpleType.DYN),
            checker -> equality(parsed, checker));
    if (checked.hasError()) {
      return Formula.Checked.wrong(problem(formula, checked.getErrors().getFirst()));
    }
    try {
      CelType type = checked.getAst().getResultType();
      return CelShapes.shape(type)
          .map(Formula.Checked::right)
          .orElseGet(() -> Formula.Checked.wrong(noJson(formula, type)));
    } catch (CelValidationException e) {
      throw new IllegalStateException("a formula without errors has no type", e);
    }
  }

  private static CelCheckerBuilder equality(ParsedFormula parsed, CelCheckerBuilder checker) {
    return checker.addFunctionDeclarations(
        EQUALITY.stream()
            .filter(operator -> parsed.functions().contains(operator.name()))
            .toList());
  }

  private static Problem noJson(Formula formula, CelType type) {
    return Problem.of(
        formula.braced() + " is of type " + type.name() + ", which is no value of a pipeline",
        "make it text, a number, true or false, a list, or a map by text");
  }

  private static Problem problem(Formula formula, CelIssue issue) {
    String message = issue.getMessage();
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return Problem.of(
          "in %s, %s cannot be applied to %s"
              .formatted(formula.braced(), operator(overload.group(1)), overload.group(2)),
          "convert what it is applied to: double(…), int(…), string(…)");
    }
    Matcher function = NO_FUNCTION.matcher(message);
    return function.matches()
        ? Problem.of(
            "in %s, there is no function '%s'".formatted(formula.braced(), function.group(1)),
            "use the standard functions of CEL")
        : Problem.of("in %s, %s".formatted(formula.braced(), message), "correct the expression");
  }

  /** {@code _>_} is how CEL calls {@code >}. */
  private static String operator(String function) {
    return OPERATORS.getOrDefault(
        function,
        function.startsWith("_")
            ? "'" + function.replace("_", "") + "'"
            : "the function '" + function + "'");
  }
}
