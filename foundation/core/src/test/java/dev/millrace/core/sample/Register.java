package dev.millrace.core.sample;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.Optional;

@Named("register")
public final class Register extends SignatureOnly<Register.Inputs, Register.Outputs> {
  public record Inputs(Model model, ModelBlessing blessing, Value<Optional<String>> name) {}

  public record Outputs(ModelVersion version) {}
}
