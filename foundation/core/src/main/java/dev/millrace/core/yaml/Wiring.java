package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.StepOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what makes the artifacts that a file leaves out.
 *
 * <p>An input takes the one output of its type of another step. What comes after the step itself
 * never counts, and wires found early show more of what comes after what: so required inputs are
 * wired in rounds, each round over all steps alike, until a round finds nothing. Each wire only
 * takes candidates away, so the rounds end, and since no step goes first within a round, the order
 * of the file has no say. Then come, by name, lists, which take every output of their type, and
 * optional inputs, which take the one that is left if it is clear and no other input of their step
 * takes it: a model is not its own baseline.
 */
final class Wiring {

  private final Lint lint;
  private final Components components;
  private final SequencedMap<String, DraftStep> steps;
  private final Map<ArtifactType<?>, List<Binding.Output>> outputs;

  /** An input without a source. */
  private record Open(DraftStep step, ArtifactPort port) {}

  private record Wire(Open to, Binding.Output from) {}

  Wiring(Lint lint, Components components, SequencedMap<String, DraftStep> steps) {
    this.lint = lint;
    this.components = components;
    this.steps = steps;
    this.outputs = outputs(steps.values());
  }

  private static Map<ArtifactType<?>, List<Binding.Output>> outputs(Collection<DraftStep> steps) {
    Map<ArtifactType<?>, List<Binding.Output>> outputs = new HashMap<>();
    for (DraftStep step : steps.stream().sorted(Comparator.comparing(step -> step.id)).toList()) {
      for (Port output : step.signature.map(ComponentSignature::outputs).orElse(List.of())) {
        if (output instanceof ArtifactPort made) {
          outputs
              .computeIfAbsent(made.type(), _ -> new ArrayList<>())
              .add(new Binding.Output(step.id, made.name()));
        }
      }
    }
    return outputs;
  }

  void wire() {
    wireRequired();
    open(Cardinality.MANY).forEach(this::wireList);
    open(Cardinality.OPTIONAL).forEach(this::wireOptional);
    open(Cardinality.ONE).forEach(this::checkSource);
  }

  private void wireRequired() {
    List<Wire> found;
    do {
      StepOrder order = order();
      found = new ArrayList<>();
      for (Open input : open(Cardinality.ONE)) {
        List<Binding.Output> candidates = candidates(input, order);
        if (candidates.size() == 1) {
          found.add(new Wire(input, candidates.getFirst()));
        }
      }
      found.forEach(wire -> wire.to.step.bind(wire.to.port, wire.from));
    } while (!found.isEmpty());
  }

  private void wireList(Open input) {
    List<Binding.Output> candidates = candidates(input, order());
    if (!candidates.isEmpty()) {
      input.step.bind(input.port, new Binding.Outputs(candidates));
    }
  }

  private void wireOptional(Open input) {
    List<Binding.Output> candidates = candidates(input, order());
    if (candidates.size() == 1 && !input.step.takes(candidates.getFirst())) {
      input.step.bind(input.port, candidates.getFirst());
    }
  }

  /** A required input has one source. */
  private void checkSource(Open input) {
    String what =
        "input '"
            + input.port.name()
            + "' of step '"
            + input.step.id
            + "' (an artifact of type "
            + input.port.type().name()
            + ")";
    List<String> candidates =
        candidates(input, order()).stream()
            .map(output -> "${steps." + output.step() + "." + output.output() + "}")
            .toList();
    if (candidates.isEmpty()) {
      lint.key(input.step.at, what + " is made by no step before it", makers(input.port));
    } else {
      lint.key(
          input.step.at,
          what + " could be " + String.join(" or ", candidates),
          "say which: with: { " + input.port.name() + ": \"" + candidates.getFirst() + "\" }");
    }
  }

  private String makers(ArtifactPort port) {
    String makers =
        components.names().stream()
            .filter(name -> components.signature(name).stream().anyMatch(made -> makes(made, port)))
            .map(name -> "uses: " + name)
            .collect(Collectors.joining(" or "));
    return makers.isEmpty() ? "add a step that makes it" : "add a step with " + makers;
  }

  private static boolean makes(ComponentSignature signature, ArtifactPort port) {
    return signature.outputs().stream().anyMatch(output -> fits(output, port));
  }

  private static boolean fits(Port output, ArtifactPort port) {
    return output instanceof ArtifactPort made && made.type().equals(port.type());
  }

  private List<Open> open(Cardinality cardinality) {
    return steps.values().stream()
        .sorted(Comparator.comparing(step -> step.id))
        .flatMap(step -> step.open().stream().map(port -> new Open(step, port)))
        .filter(input -> input.port.cardinality() == cardinality)
        .toList();
  }

  private List<Binding.Output> candidates(Open input, StepOrder order) {
    List<Binding.Output> candidates = new ArrayList<>(makers(input));
    if (!candidates.isEmpty()) {
      Set<String> after = order.downstream(input.step.id);
      candidates.removeIf(output -> after.contains(output.step()));
    }
    return candidates;
  }

  /** The outputs of its type of other steps, by name. */
  private List<Binding.Output> makers(Open input) {
    return outputs.getOrDefault(input.port.type(), List.of()).stream()
        .filter(output -> !output.step().equals(input.step.id))
        .toList();
  }

  private StepOrder order() {
    Map<String, SequencedSet<String>> dependencies = new LinkedHashMap<>();
    steps.forEach((id, step) -> dependencies.put(id, step.dependencies()));
    return StepOrder.of(dependencies);
  }
}
