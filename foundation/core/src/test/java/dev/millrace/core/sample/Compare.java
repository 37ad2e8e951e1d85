package dev.millrace.core.sample;

import dev.millrace.core.artifact.Evaluation;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Named;
import java.util.List;
import java.util.Optional;

@Named("compare")
public final class Compare extends SignatureOnly<Compare.Inputs, Compare.Outputs> {
  public record Inputs(
      Model model, Optional<Model> baseline, List<Examples> data, Optional<Schema> schema) {}

  public record Outputs(Evaluation evaluation) {}
}
