package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Port;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Expressions;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.value.Digest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Gives a step its inputs: values, what other steps have made, what is found in the store. */
final class StepBinder {

  private final EngineSetup setup;
  private final RunFacts run;

  StepBinder(EngineSetup setup, RunFacts run) {
    this.setup = setup;
    this.run = run;
  }

  /**
   * Binds a step.
   *
   * @param made what the steps it needs have made
   * @throws UserError naming what does not fit or is not there
   */
  BoundStep bind(String step, Map<String, StepResult> made) {
    StepSpec spec = spec(step);
    Component<?, ?> component = component(step, spec.uses());
    ComponentSignature signature = ComponentSignature.of(component);
    Map<String, List<Artifact>> artifacts = new LinkedHashMap<>();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Map<String, String> origins = new HashMap<>();
    Map<String, Map<String, JsonNode>> known = values(made);
    spec.inputs()
        .forEach(
            (input, binding) -> {
              origins.put(input, origin(binding));
              switch (binding) {
                case Binding.Data(JsonNode template) ->
                    values.put(input, Expressions.evaluate(template, run.params(), known));
                case Binding.Output output -> artifacts.put(input, List.of(artifact(output, made)));
                case Binding.Outputs(List<Binding.Output> of) ->
                    artifacts.put(input, of.stream().map(o -> artifact(o, made)).toList());
                case Binding.Resolved _ -> {}
              }
            });
    resolve(step, spec, signature, artifacts);
    signature.artifactInputs().forEach(port -> artifacts.putIfAbsent(port.name(), List.of()));
    Record inputs = signature.bind(artifacts, values);
    return new BoundStep(step, component, signature, inputs, artifacts, origins);
  }

  /** Where an input comes from, in words. */
  static String origin(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode template) -> template.toString();
      case Binding.Output(String step, _) -> "made by " + step;
      case Binding.Outputs(List<Binding.Output> of) ->
          "made by " + String.join(", ", of.stream().map(Binding.Output::step).distinct().toList());
      case Binding.Resolved(String query) -> "found as " + query;
    };
  }

  StepSpec spec(String step) {
    return run.pipeline().step(step);
  }

  ComponentSignature signature(String step) {
    String uses = spec(step).uses();
    return setup.components().signature(uses).orElseThrow(() -> noComponent(step, uses));
  }

  private Component<?, ?> component(String step, String uses) {
    return setup.components().find(uses).orElseThrow(() -> noComponent(step, uses));
  }

  private UserError noComponent(String step, String uses) {
    return UserError.failure(
            "step '" + step + "' uses '" + uses + "', and there is no such component")
        .hint(Suggestion.remedy(uses, setup.components().names()));
  }

  /** Artifacts sought in the store, never one that the step is given anyhow. */
  private void resolve(
      String step,
      StepSpec spec,
      ComponentSignature signature,
      Map<String, List<Artifact>> artifacts) {
    Map<String, List<Artifact>> found = new LinkedHashMap<>();
    spec.inputs()
        .forEach(
            (input, binding) -> {
              if (binding instanceof Binding.Resolved(String query)) {
                ArtifactPort port = artifactPort(signature, input);
                found.put(input, seek(step, port, query, given(port.type(), artifacts)));
              }
            });
    artifacts.putAll(found);
  }

  private List<Artifact> seek(String step, ArtifactPort port, String query, Set<Digest> except) {
    Optional<? extends Artifact> found =
        setup.resolver().resolve(port.type(), query, run.pipeline().name(), run.asOf(), except);
    if (found.isEmpty() && port.required()) {
      throw UserError.failure(
          "step '%s' needs the %s '%s', and there is none yet"
              .formatted(step, port.type().name(), query));
    }
    return found.<List<Artifact>>map(List::of).orElse(List.of());
  }

  private static Set<Digest> given(ArtifactType<?> type, Map<String, List<Artifact>> artifacts) {
    Set<Digest> digests = new HashSet<>();
    for (List<Artifact> given : artifacts.values()) {
      for (Artifact artifact : given) {
        if (type.javaClass().isInstance(artifact)) {
          digests.add(BoundStep.stored(artifact).digest());
        }
      }
    }
    return digests;
  }

  private static ArtifactPort artifactPort(ComponentSignature signature, String input) {
    Optional<Port> port = signature.input(input);
    if (port.isPresent() && port.get() instanceof ArtifactPort artifact) {
      return artifact;
    }
    throw UserError.failure(
        "component '" + signature.name() + "' takes no artifact as its input '" + input + "'");
  }

  private static Artifact artifact(Binding.Output output, Map<String, StepResult> made) {
    StepResult result = made.get(output.step());
    Artifact artifact = result == null ? null : result.artifacts().get(output.output());
    if (artifact == null) {
      throw UserError.failure(
          "step '" + output.step() + "' has made no artifact '" + output.output() + "'");
    }
    return artifact;
  }

  private static Map<String, Map<String, JsonNode>> values(Map<String, StepResult> made) {
    Map<String, Map<String, JsonNode>> values = new HashMap<>();
    made.forEach((step, result) -> values.put(step, result.values()));
    return values;
  }
}
