package dev.millrace.core.expression;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardIdentifier;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerFactory;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * CEL's own check of a formula.
 *
 * <p>CEL declares its functions anew for each check, which takes far longer than the check itself.
 * Only those that the formula calls are declared here: then a check takes a tenth of the time.
 */
final class CelChecking {

  private static final Kept<CelStandardDeclarations> DECLARATIONS = new Kept<>(500);

  private CelChecking() {}

  /**
   * Checks a formula that was read.
   *
   * @param types of its references
   * @param more declares what CEL's standard does not have
   */
  static CelValidationResult check(
      ParsedFormula formula,
      Function<Reference, CelType> types,
      UnaryOperator<CelCheckerBuilder> more) {
    CelCheckerBuilder checker =
        CelCompilerFactory.standardCelCheckerBuilder()
            .setOptions(CelLanguage.OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(declarations(formula.functions()));
    formula
        .names()
        .forEach(
            (name, reference) ->
                checker.addVarDeclarations(
                    CelVarDecl.newVarDeclaration(name, types.apply(reference))));
    return more.apply(checker).build().check(formula.tree().orElseThrow());
  }

  private static CelStandardDeclarations declarations(Set<String> functions) {
    return DECLARATIONS.get(
        String.join(" ", functions),
        _ -> {
          List<StandardFunction> called =
              Stream.of(StandardFunction.values())
                  .filter(function -> functions.contains(function.functionName()))
                  .toList();
          return CelStandardDeclarations.newBuilder()
              .includeFunctions(called)
              .includeIdentifiers(StandardIdentifier.values())
              .build();
        });
  }
}
