package dev.millrace.core.sample;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.List;

@Named("merge")
public final class Merge extends SignatureOnly<Merge.Inputs, Merge.Outputs> {
  public record Inputs(List<Model> models, @Default("[]") Value<List<Double>> scores) {}

  public record Outputs(Model model) {}
}
