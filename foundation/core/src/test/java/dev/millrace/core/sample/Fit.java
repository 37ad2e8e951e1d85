package dev.millrace.core.sample;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.Value;
import java.util.Optional;

@Named("fit")
public final class Fit extends SignatureOnly<Fit.Inputs, Fit.Outputs> {
  public record Inputs(
      Optional<Examples> examples,
      @Default("100") @Range(min = 1) Value<Integer> trees,
      @Default("all") Value<String> region,
      Value<Optional<Integer>> place) {}

  public record Outputs(Model model, Value<Double> auc) {}
}
