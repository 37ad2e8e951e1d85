package dev.millrace.core.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelOptions;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CEL as formulas use it: its standard functions, {@code one_of} besides, numbers of both kinds
 * compared with each other, and bounds that keep any formula from taking time or memory. Patterns
 * are those of RE2, which match in linear time.
 */
final class CelLanguage {

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .errorOnDuplicateMapKeys(true)
          .maxExpressionCodePointSize(4_000)
          .maxParseExpressionNodeCount(1_000)
          .maxParseRecursionDepth(32)
          .comprehensionMaxIterations(100_000)
          .build();

  static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addMacros(CelMacro.newGlobalVarArgMacro("one_of", CelLanguage::oneOf))
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private CelLanguage() {}

  /** {@code one_of(steps.a.x, steps.b.x)} is one name: what did not run must not be asked for. */
  private static Optional<CelExpr> oneOf(
      CelMacroExprFactory expressions, CelExpr target, ImmutableList<CelExpr> arguments) {
    List<Reference.StepOutput> outputs = new ArrayList<>();
    for (CelExpr argument : arguments) {
      if (CelPath.of(argument).flatMap(CelPath::whole).orElse(null)
          instanceof Reference.StepOutput output) {
        outputs.add(output);
      }
    }
    return Optional.of(
        outputs.size() == arguments.size() && outputs.size() > 1
            ? expressions.newIdentifier(new Reference.OneOf(outputs).text())
            : expressions.reportError("one_of takes two or more outputs of steps"));
  }
}
