package dev.millrace.core.sample;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.Map;

@Named("transform")
public final class Transform extends SignatureOnly<Transform.Inputs, Transform.Outputs> {
  public record Inputs(
      Examples examples,
      Schema schema,
      Anomalies anomalies,
      @Default("{}") Value<Map<String, Feature>> features) {}

  public record Outputs(TransformGraph graph, TransformedExamples transformed) {}
}
