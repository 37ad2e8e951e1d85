package dev.millrace.core.sample;

import dev.millrace.core.artifact.Evaluation;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Named("evaluate")
public final class Evaluate extends SignatureOnly<Evaluate.Inputs, Evaluate.Outputs> {
  public record Inputs(
      Model model,
      Examples examples,
      Optional<Model> baseline,
      @Default("[]") Value<List<List<String>>> slices,
      Value<Map<String, Threshold>> thresholds) {}

  public record Outputs(Evaluation evaluation, ModelBlessing blessing) {}
}
