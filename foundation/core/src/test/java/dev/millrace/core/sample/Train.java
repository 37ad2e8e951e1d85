package dev.millrace.core.sample;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.Value;

@Named("train")
public final class Train extends SignatureOnly<Train.Inputs, Train.Outputs> {
  public record Inputs(
      TransformedExamples examples,
      TransformGraph graph,
      Schema schema,
      @Default("xgboost") Value<String> trainer,
      Value<String> label,
      @Default("100") @Range(min = 1, max = 10_000) Value<Integer> rounds,
      @Default("0.1") Value<Double> learningRate) {}

  public record Outputs(Model model, Value<Integer> bestRound) {}
}
