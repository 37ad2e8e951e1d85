package dev.millrace.core.sample;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.Optional;

@Named("report")
public final class Report extends SignatureOnly<Report.Inputs, Report.Outputs> {
  public record Inputs(Model model, Value<Optional<String>> note) {}

  public record Outputs(Value<String> text) {}
}
