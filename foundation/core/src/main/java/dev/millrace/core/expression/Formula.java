package dev.millrace.core.expression;

import dev.millrace.core.component.Shape;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.UserError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * An expression in CEL, whose names are references.
 *
 * @param text without braces and white space around it
 */
public record Formula(String text) {

  /**
   * What the types of its names say of a formula.
   *
   * @param problems none if it can be computed
   * @param shape of its value; anything if there are problems
   */
  public record Checked(List<Problem> problems, Shape shape) {
    static Checked right(Shape shape) {
      return new Checked(List.of(), shape);
    }

    static Checked wrong(Problem problem) {
      return new Checked(List.of(problem), new Shape.Anything());
    }
  }

  /** As written in a pipeline. */
  public String braced() {
    return "${" + text + "}";
  }

  /** What it names; what it cannot be understood to name is left out. */
  public SequencedSet<Reference> references() {
    return new LinkedHashSet<>(ParsedFormula.of(text).names().values());
  }

  /** What keeps it from being understood, whatever its names are. */
  public List<Problem> problems() {
    return ParsedFormula.of(text).problems();
  }

  /**
   * Checks a formula that can be understood.
   *
   * @param shapes what the values of its names will be
   */
  public Checked check(Function<Reference, Shape> shapes) {
    return problems().isEmpty()
        ? FormulaCheck.of(this, shapes)
        : new Checked(problems(), new Shape.Anything());
  }

  /**
   * Its value. Integers and other numbers stay what they are; a moment and a duration become text
   * in ISO 8601.
   *
   * @param values what a reference names; asked only for what is needed
   * @throws UserError if it cannot be understood or computed, or if its value is no JSON
   */
  JsonNode evaluate(Function<Reference, JsonNode> values) {
    List<Problem> problems = problems();
    if (!problems.isEmpty()) {
      throw UserError.failure(braced() + ": " + problems.getFirst().message())
          .hint(problems.getFirst().remedy());
    }
    return FormulaProgram.of(text).evaluate(values);
  }
}
