package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.BoundCode;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.engine.graph.Given;
import dev.millrace.engine.graph.Kept;
import dev.millrace.engine.graph.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Gives a step its inputs: values, what other steps have made, what is found in the store. */
final class StepBinder {

  private final InputSearch search;

  StepBinder(InputSearch search) {
    this.search = search;
  }

  /**
   * Binds a step.
   *
   * @param scope where files from outside are copied
   * @param intake how they, and what is found in the store, are taken
   * @throws UserError naming what does not fit or is not there
   */
  BoundStep bind(Assignment assignment, TaskScope scope, Intake intake) {
    StepCode code = assignment.code();
    Inputs inputs = new Inputs(assignment, code.signature());
    assignment.spec().inputs().forEach(inputs::add);
    inputs.addFound(scope, intake);
    code.signature()
        .artifactInputs()
        .forEach(port -> inputs.artifacts.putIfAbsent(port.name(), List.of()));
    Map<String, List<Artifact>> artifacts = new LinkedHashMap<>();
    inputs.artifacts.forEach(
        (input, kept) -> artifacts.put(input, kept.stream().map(Kept::artifact).toList()));
    BoundCode bound = code.bind(artifacts, inputs.values);
    return new BoundStep(
        assignment.path(),
        code,
        bound,
        inputs.artifacts,
        origins(assignment.spec().inputs()),
        assignment.spec().policy().env());
  }

  /** Where inputs come from, in words. */
  static Map<String, String> origins(Map<String, Binding> inputs) {
    Map<String, String> origins = new LinkedHashMap<>();
    inputs.forEach((input, binding) -> origins.put(input, origin(binding)));
    return origins;
  }

  private static String origin(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode template) -> template.toString();
      case Binding.Output(String step, _) -> "made by " + step;
      case Binding.Outputs(List<Binding.Output> of) -> "made by " + steps(of, ", ");
      case Binding.OneOf(List<Binding.Output> of) -> "made by " + steps(of, " or ");
      case Binding.Given(String input) -> "given as " + input;
      case Binding.Item() -> "each element";
      case Binding.Imported(String path) -> "imported from " + path;
      case Binding.Resolved(String query) -> "found as " + query;
    };
  }

  private static String steps(List<Binding.Output> of, String separator) {
    return String.join(separator, of.stream().map(Binding.Output::step).distinct().toList());
  }

  /** The inputs of one step as they come together. */
  private final class Inputs {

    private final Surroundings surroundings;
    private final ComponentSignature signature;
    private final Map<String, List<Kept>> artifacts = new LinkedHashMap<>();
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Map<String, Given.Sought> sought = new LinkedHashMap<>();

    Inputs(Assignment assignment, ComponentSignature signature) {
      this.surroundings = assignment.surroundings();
      this.signature = signature;
    }

    void add(String input, Binding binding) {
      switch (binding) {
        // What an optional input refers to may not have been made.
        case Binding.Data(JsonNode template) -> {
          if (surroundings.there(binding)) {
            values.put(input, surroundings.evaluate(template));
          }
        }
        case Binding.Resolved _, Binding.Imported _ ->
            sought.put(input, new Given.Sought(binding, surroundings));
        case Binding.Given(String name) -> {
          if (surroundings.setting().given().get(name) instanceof Given.Sought deferred) {
            sought.put(input, deferred);
          } else {
            artifacts.put(input, surroundings.artifacts(binding));
          }
        }
        case Binding.Output _, Binding.Outputs _, Binding.OneOf _, Binding.Item _ ->
            artifacts.put(input, surroundings.artifacts(binding));
      }
    }

    /** Artifacts sought in the store, never one that the step is given anyhow. */
    void addFound(TaskScope scope, Intake intake) {
      Set<Digest> given = new HashSet<>();
      artifacts.values().forEach(kept -> kept.forEach(each -> given.add(each.digest())));
      sought.forEach(
          (input, what) -> {
            ArtifactPort port = artifactPort(input);
            List<Kept> kept =
                switch (what.binding()) {
                  case Binding.Resolved(String query) ->
                      search.find(port, query, what.around().setting(), given, intake::hold);
                  case Binding.Imported(String path) ->
                      List.of(imported(port, path, what.around(), scope, intake));
                  case Binding.Data _,
                      Binding.Output _,
                      Binding.Outputs _,
                      Binding.OneOf _,
                      Binding.Given _,
                      Binding.Item _ ->
                      throw new IllegalStateException("not to be sought: " + what.binding());
                };
            artifacts.put(input, kept);
          });
    }

    private ArtifactPort artifactPort(String input) {
      Optional<Port> port = signature.input(input);
      if (port.isPresent() && port.get() instanceof ArtifactPort artifact) {
        return artifact;
      }
      throw UserError.failure(
          "component '" + signature.name() + "' takes no artifact as its input '" + input + "'");
    }
  }

  private static Kept imported(
      ArtifactPort port, String path, Surroundings around, TaskScope scope, Intake intake) {
    String written = around.evaluate(Json.tree(path)).asString();
    Path source = around.setting().body().directory().resolve(written).normalize();
    try {
      Artifact staged = scope.stage(port.type());
      Imports.copy(source, staged.directory());
      return intake.take(port.type(), staged);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot import " + source, e);
    }
  }
}
