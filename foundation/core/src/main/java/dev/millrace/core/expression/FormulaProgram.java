package dev.millrace.core.expression;

import dev.cel.common.CelException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.millrace.core.error.UserError;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A formula ready to be computed. Its names are of any type here: what they are is checked when the
 * pipeline is linted, and again by each operation on the values themselves.
 */
final class FormulaProgram {

  private static final Kept<FormulaProgram> KEPT = new Kept<>(1_000);

  private final String text;
  private final SequencedMap<String, Reference> names;
  private final CelRuntime.Program program;

  private FormulaProgram(
      String text, SequencedMap<String, Reference> names, CelRuntime.Program program) {
    this.text = text;
    this.names = names;
    this.program = program;
  }

  /**
   * The program of a formula without problems.
   *
   * @throws UserError if it uses what there is not, or a type for what it cannot be
   */
  static FormulaProgram of(String text) {
    return KEPT.get(text, FormulaProgram::compile);
  }

  private static FormulaProgram compile(String text) {
    ParsedFormula parsed = ParsedFormula.of(text);
    try {
      return new FormulaProgram(
          text,
          parsed.names(),
          CelLanguage.RUNTIME.createProgram(
              CelChecking.check(parsed, _ -> SimpleType.DYN, checker -> checker).getAst()));
    } catch (CelException e) {
      throw failure(text, e);
    }
  }

  /**
   * The value.
   *
   * @throws UserError if it cannot be computed, or is no JSON
   */
  JsonNode evaluate(Function<Reference, JsonNode> values) {
    try {
      return CelValues.json(program.eval(name -> find(name, values)));
    } catch (CelEvaluationException e) {
      throw e.getCause() instanceof UserError known ? known : failure(text, e);
    } catch (IllegalArgumentException e) {
      throw UserError.failure("${" + text + "}: " + e.getMessage()).causedBy(e);
    }
  }

  private Optional<Object> find(String name, Function<Reference, JsonNode> values) {
    return Optional.ofNullable(names.get(name)).map(values).map(CelValues::cel);
  }

  private static UserError failure(String text, CelException e) {
    return UserError.failure("${" + text + "} cannot be computed: " + e.getMessage()).causedBy(e);
  }
}
