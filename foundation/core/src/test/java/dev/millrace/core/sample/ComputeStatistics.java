package dev.millrace.core.sample;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.Value;

@Named("statistics")
public final class ComputeStatistics
    extends SignatureOnly<ComputeStatistics.Inputs, ComputeStatistics.Outputs> {
  public record Inputs(
      Examples examples, @Default("10") @Range(min = 1) Value<Integer> histogramBuckets) {}

  public record Outputs(Statistics statistics) {}
}
