package dev.millrace.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.millrace.core.error.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula that was read.
 *
 * @param tree empty if it is not CEL
 * @param names its references by the names under which the tree has them
 * @param functions that it calls, operators included
 * @param problems why it can never be computed
 */
record ParsedFormula(
    Optional<CelAbstractSyntaxTree> tree,
    SequencedMap<String, Reference> names,
    Set<String> functions,
    List<Problem> problems) {

  private static final Pattern TOKEN = Pattern.compile("(?:input|error at:) '(.*)'");
  private static final Kept<ParsedFormula> KEPT = new Kept<>(2_000);

  static ParsedFormula of(String text) {
    return KEPT.get(text, ParsedFormula::parse);
  }

  private static ParsedFormula parse(String text) {
    CelValidationResult result = CelLanguage.PARSER.parse(text);
    if (result.hasError()) {
      return new ParsedFormula(
          Optional.empty(),
          new LinkedHashMap<>(),
          Set.of(),
          List.of(problem(result.getErrors().getFirst())));
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      FormulaNames names = new FormulaNames();
      names.collect(tree.getExpr(), Set.of());
      return new ParsedFormula(
          Optional.of(tree), names.references(), names.functions(), List.copyOf(names.problems()));
    } catch (CelValidationException e) {
      throw new IllegalStateException("a formula without errors has no tree: " + text, e);
    }
  }

  /** The parser lists every token that it would have taken; that helps nobody. */
  private static Problem problem(CelIssue issue) {
    String message = issue.getMessage().split(" expecting |\n", 2)[0];
    Matcher token = TOKEN.matcher(message);
    String problem =
        message.contains("'<EOF>'")
            ? "it is not finished"
            : token.find() ? "'" + token.group(1) + "' is out of place" : message;
    return Problem.of(
        "not an expression: %s, at its character %d"
            .formatted(problem, issue.getSourceLocation().getColumn() + 1),
        "write a reference such as ${params.NAME}, or CEL, or $${ for the characters ${ themselves");
  }
}
