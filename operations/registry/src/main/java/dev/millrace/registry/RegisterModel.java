package dev.millrace.registry;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Makes a blessed model the next version of its name, and the champion or another alias of it. */
@Named("register")
@Doc("Makes a blessed model the next version of its name, and lets an alias stand for it.")
@Example(
    """
    register:
      uses: register
      with: { name: flight-delays, alias: champion }
    """)
public final class RegisterModel implements Component<RegisterModel.Inputs, RegisterModel.Outputs> {

  public record Inputs(
      @Doc("The bundle to register") Model model,
      @Doc("The verdict of its evaluation") ModelBlessing blessing,
      @Doc("The model's name; the pipeline's if not given") Value<Optional<String>> name,
      @Default(ModelRegistry.CHAMPION)
          @Doc("What stands for the version from now on, such as challenger")
          Value<String> alias) {}

  public record Outputs(@Doc("The version it became") ModelVersion version) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    String alias = inputs.alias().get();
    Names.alias(alias);
    Handle.Stored model = Gate.stored(inputs.model());
    Gate.require(
        inputs.blessing(),
        model.digest(),
        "the model is not registered",
        "what is deployed stays; give the model better data or features, or mend the thresholds of evaluate");
    ModelRegistry registry = task.port(ModelRegistry.class);
    VersionEntry version = registry.register(registration(inputs, task, model));
    promote(registry, version, alias, task);
    ModelVersion output = task.stage(ModelVersion.TYPE);
    output.property("name", version.model());
    output.property("version", version.version());
    output.property("model", version.digest().hex());
    return new Outputs(output);
  }

  /** Which version this content is, and whether the alias stands for it. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) {
    ModelRegistry registry = task.port(ModelRegistry.class);
    String name = name(inputs, task);
    Optional<VersionEntry> version =
        registry.findVersion(name, Gate.stored(inputs.model()).digest());
    String alias = inputs.alias().get();
    boolean stands = version.isPresent() && standing(registry, name, alias, task).equals(version);
    return Optional.of(
        name
            + version.map(entry -> " version " + entry.version()).orElse(" without this version")
            + (stands ? ", " + alias : ""));
  }

  private static Registration registration(Inputs inputs, TaskContext task, Handle.Stored model) {
    Handle.Stored blessing = Gate.stored(inputs.blessing());
    return new Registration(
        name(inputs, task),
        model.id(),
        model.digest(),
        task.run(),
        Optional.of(blessing.id()),
        blessing.properties(),
        task.asOf());
  }

  private static Optional<VersionEntry> standing(
      ModelRegistry registry, String name, String alias, TaskContext task) {
    return registry.aliased(name, alias, task.asOf(), Set.of());
  }

  private static void promote(
      ModelRegistry registry, VersionEntry version, String alias, TaskContext task) {
    String name = version.model();
    if (!standing(registry, name, alias, task).equals(Optional.of(version))) {
      Change change = registry.changeBy(task.run(), task.asOf(), version.reason());
      registry.setAlias(name, alias, version.version(), change);
    }
    task.log(name + " version " + version.version() + " is the " + alias + " as of " + task.asOf());
  }

  private static String name(Inputs inputs, TaskContext task) {
    return inputs.name().get().orElse(task.pipeline());
  }
}
