package dev.millrace.core.sample;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.List;
import java.util.Optional;

@Named("notify")
public final class Notify extends SignatureOnly<Notify.Inputs, Notify.Outputs> {
  public record Inputs(
      Value<String> state,
      @Default("") Value<String> why,
      @Default("[]") Value<List<String>> failed,
      Value<Optional<Long>> rows,
      Optional<Model> model) {}

  public record Outputs(Value<Boolean> sent) {}
}
