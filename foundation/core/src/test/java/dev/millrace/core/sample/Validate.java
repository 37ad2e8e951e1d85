package dev.millrace.core.sample;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Named;

@Named("validate")
public final class Validate extends SignatureOnly<Validate.Inputs, Validate.Outputs> {
  public record Inputs(Statistics statistics, Schema schema) {}

  public record Outputs(Anomalies anomalies) {}
}
