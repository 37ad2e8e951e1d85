package dev.millrace.core.sample;

import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Named;

@Named("check_serving")
public final class CheckServing extends SignatureOnly<CheckServing.Inputs, CheckServing.Outputs> {
  public record Inputs(Model model) {}

  public record Outputs(InfraBlessing blessing) {}
}
