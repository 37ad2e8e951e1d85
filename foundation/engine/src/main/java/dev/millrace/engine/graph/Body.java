package dev.millrace.engine.graph;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.pipeline.StepOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A pipeline with what it takes to run it: its components, and the order of its steps. */
public final class Body {

  private final PipelineSpec spec;
  private final String name;
  private final Path directory;
  private final ComponentSource source;
  private final Components components;
  private final StepOrder order;
  private final StepOrder exitOrder;
  private final Map<String, Body> nested = new HashMap<>();

  private Body(PipelineSpec spec, String name, Path directory, ComponentSource source) {
    this.spec = spec;
    this.name = name;
    this.directory = directory;
    this.source = source;
    this.components = source.at(directory);
    this.order = StepOrder.of(spec);
    this.exitOrder = StepOrder.ofExit(spec);
  }

  /**
   * @param directory of the pipeline's file
   * @throws UserError if component files beside it cannot be read
   */
  public static Body of(PipelineSpec spec, Path directory, ComponentSource source) {
    return new Body(spec, spec.name(), directory, source);
  }

  /**
   * The body of a step that is a pipeline. One that has a file of its own keeps the name it has
   * there, and its models with it; one that is written inside another is part of that.
   */
  public Body nested(String step, StepBody.Nested inner) {
    return nested.computeIfAbsent(
        step,
        _ ->
            inner.directory().isEmpty()
                ? new Body(inner.pipeline(), name, directory, source)
                : of(inner.pipeline(), directory.resolve(inner.directory()).normalize(), source));
  }

  /**
   * The code of a component.
   *
   * @throws UserError if there is none of that name
   */
  public StepCode code(String step, String component) {
    return components
        .find(component)
        .orElseThrow(
            () ->
                UserError.failure(
                        "step '"
                            + step
                            + "' uses '"
                            + component
                            + "', and there is no such component")
                    .hint(Suggestion.remedy(component, components.names())));
  }

  public PipelineSpec spec() {
    return spec;
  }

  /** The pipeline's, as tasks are told it. */
  public String name() {
    return name;
  }

  public Path directory() {
    return directory;
  }

  Components components() {
    return components;
  }

  /** The artifact types that its steps make, and those of pipelines nested in it. */
  public Set<String> makes() {
    Set<String> types = new HashSet<>();
    spec.steps().forEach((id, step) -> types.addAll(makes(id, step.body())));
    spec.onExit().forEach((id, step) -> types.addAll(makes(id, step.body())));
    return types;
  }

  private Set<String> makes(String step, StepBody body) {
    return switch (body) {
      case StepBody.Nested inner -> nested(step, inner).makes();
      case StepBody.Uses(String component) ->
          components.signature(component).stream()
              .flatMap(signature -> signature.artifactOutputs().stream())
              .map(port -> port.type().toString())
              .collect(Collectors.toSet());
    };
  }

  public StepOrder order() {
    return order;
  }

  StepOrder exitOrder() {
    return exitOrder;
  }
}
