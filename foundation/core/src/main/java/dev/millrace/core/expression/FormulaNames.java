package dev.millrace.core.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** Finds the references in an expression of CEL, and the names that are none. */
final class FormulaNames {

  /** What CEL itself names: its types. */
  private static final Set<String> TYPES =
      Set.of(
          "bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint");

  private final SequencedMap<String, Reference> references = new LinkedHashMap<>();
  private final Set<String> functions = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();

  /** By the names under which the expression has them. */
  SequencedMap<String, Reference> references() {
    return references;
  }

  /** What the expression calls, operators included. */
  Set<String> functions() {
    return functions;
  }

  List<Problem> problems() {
    return problems;
  }

  /**
   * Collects from an expression and all its parts.
   *
   * @param bound the variables of the macros around it
   */
  void collect(CelExpr expression, Set<String> bound) {
    Optional<CelPath> path = CelPath.of(expression);
    if (path.isPresent()) {
      collect(path.get(), bound);
      return;
    }
    switch (expression.getKind()) {
      case SELECT -> collect(expression.select().operand(), bound);
      case CALL -> {
        functions.add(expression.call().function());
        expression.call().target().ifPresent(target -> collect(target, bound));
        expression.call().args().forEach(argument -> collect(argument, bound));
      }
      case LIST -> expression.list().elements().forEach(element -> collect(element, bound));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(
                  entry -> {
                    collect(entry.key(), bound);
                    collect(entry.value(), bound);
                  });
      case STRUCT ->
          problems.add(
              Problem.of(
                  "there is no message type '" + expression.struct().messageName() + "'",
                  "write a map: {'key': value}"));
      case COMPREHENSION -> collect(expression.comprehension(), bound);
      case CONSTANT, IDENT, NOT_SET -> {}
    }
  }

  private void collect(CelComprehension loop, Set<String> bound) {
    collect(loop.iterRange(), bound);
    collect(loop.accuInit(), bound);
    Set<String> inside = new HashSet<>(bound);
    inside.add(loop.accuVar());
    collect(loop.result(), inside);
    inside.add(loop.iterVar());
    inside.add(loop.iterVar2());
    collect(loop.loopCondition(), inside);
    collect(loop.loopStep(), inside);
  }

  private void collect(CelPath path, Set<String> bound) {
    String root = path.root();
    if (bound.contains(root) || TYPES.contains(root)) {
      return;
    }
    Optional<Reference> reference = path.start();
    if (reference.isPresent()) {
      references.put(reference.get().text(), reference.get());
    } else if (ReferenceText.ROOTS.contains(root)) {
      problems.add(Problem.of("'" + path.text() + "' names nothing", "write " + form(root)));
    } else {
      problems.add(
          Problem.of(
              "there is nothing named '" + root + "' here",
              Suggestion.remedy(root, ReferenceText.ROOTS)));
    }
  }

  private static String form(String root) {
    return switch (root) {
      case "params" -> "params.NAME";
      case "steps" -> "steps.ID.OUTPUT";
      case "inputs" -> "inputs.NAME";
      default -> "run.state, run.reason, run.failed, run.id or run.as_of";
    };
  }
}
