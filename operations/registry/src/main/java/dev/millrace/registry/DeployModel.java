package dev.millrace.registry;

import dev.millrace.core.artifact.Deployment;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Digest;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes that an environment should serve a version; a running server follows. */
@Named("deploy")
@Doc("Writes that an environment should serve a version; a running server follows.")
@Example(
    """
    deploy:
      uses: deploy
      with: { environment: local }
    """)
public final class DeployModel implements Component<DeployModel.Inputs, DeployModel.Outputs> {

  public record Inputs(
      @Doc("What to serve") ModelVersion version,
      @Doc("The verdict of its serving check") InfraBlessing serving,
      @Doc("Where to serve it") @Default("local") Value<String> environment) {}

  public record Outputs(@Doc("What should be served where") Deployment deployment) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    String model = required(inputs, "name").stringValue();
    int version = required(inputs, "version").intValue();
    String environment = inputs.environment().get();
    Digest bundle = new Digest(required(inputs, "model").stringValue());
    Gate.require(
        inputs.serving(),
        bundle,
        "the model is not deployed",
        "what is deployed stays; 'millrace runs logs "
            + task.run().brief()
            + "' has what the serving check wrote. If the machine was busy, give the check more time,"
            + " or cache: false to have it tried again");
    ModelRegistry registry = task.port(ModelRegistry.class);
    if (registry
        .desired(environment, model, task.asOf())
        .filter(desired -> desired.version() == version)
        .isEmpty()) {
      Change change = registry.changeBy(task.run(), task.asOf(), "step " + task.step());
      registry.deploy(model, version, environment, change);
    }
    task.log(environment + " should serve " + model + " version " + version);
    Deployment deployment = task.stage(Deployment.TYPE);
    deployment.property("environment", environment);
    deployment.property("model", model);
    deployment.property("version", version);
    return new Outputs(deployment);
  }

  /** What the environment should serve at present: someone may have rolled it back since. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) {
    String environment = inputs.environment().get();
    String model = required(inputs, "name").stringValue();
    return Optional.of(
        task.port(ModelRegistry.class)
            .desired(environment, model, task.asOf())
            .map(desired -> environment + " serves " + model + " version " + desired.version())
            .orElse(environment + " does not serve " + model));
  }

  private static JsonNode required(Inputs inputs, String property) {
    return inputs
        .version()
        .property(property)
        .orElseThrow(
            () -> new IllegalArgumentException("a ModelVersion without '" + property + "'"));
  }
}
