package dev.millrace.core.sample;

import dev.millrace.core.artifact.Deployment;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.component.Named;

@Named("deploy")
public final class Deploy extends SignatureOnly<Deploy.Inputs, Deploy.Outputs> {
  public record Inputs(ModelVersion version, InfraBlessing blessing) {}

  public record Outputs(Deployment deployment) {}
}
