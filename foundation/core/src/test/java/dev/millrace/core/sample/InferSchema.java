package dev.millrace.core.sample;

import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.Optional;

@Named("schema")
public final class InferSchema extends SignatureOnly<InferSchema.Inputs, InferSchema.Outputs> {
  public record Inputs(Statistics statistics, Value<Optional<String>> file) {}

  public record Outputs(Schema schema) {}
}
