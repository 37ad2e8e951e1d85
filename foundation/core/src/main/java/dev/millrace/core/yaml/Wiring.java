package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Port;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.pipeline.StepPorts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;

/**
 * Finds what makes the artifacts that a file leaves out.
 *
 * <p>An input takes the one output of its type of another step, or the one input of its type that
 * the pipeline is given. What comes after the step itself never counts, and wires found early show
 * more of what comes after what: so required inputs are wired in rounds, each round over all steps
 * alike, until a round finds nothing. Each wire only takes candidates away, so the rounds end, and
 * since no step goes first within a round, the order of the file has no say. Then come, by name,
 * lists, which take every output of their type, and optional inputs, which take the one that is
 * left if it is clear and no other input of their step takes it: a model is not its own baseline.
 * What a step makes itself, or a step after it, it does not take from another unless the file says
 * so: of two steps that train a model, neither goes on from the other's for being there, nor does
 * what prepares the rows for one of them.
 *
 * <p>Steps are seen as other steps see them: one that is run for each element of a list makes
 * lists, which only an input that takes a list is given. An exit step cannot do without what
 * ordinary steps make, so only its lists and optional inputs take that.
 */
final class Wiring {

  private static final long MOST_WORK = 50_000_000;
  private static final int MOST_WIRES = 100_000;
  private static final int FEW = 6;

  private final Lint lint;
  private final Components components;
  private final SequencedMap<String, DraftStep> steps = new LinkedHashMap<>();
  private final Map<ArtifactType<?>, List<Source>> sources = new HashMap<>();
  private final Skipping skipping;
  private final Following following = new Following();
  private long work;
  private int wires;

  /** Ends the search where a file leaves too much of it. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch() {
      super("too much to wire", null, false, false);
    }
  }

  /** Something that an input could take: an output of a step, or what the pipeline is given. */
  private record Source(Optional<DraftStep> step, boolean many, Reference reference) {

    /** As an input for one artifact takes it. */
    Binding one() {
      return reference instanceof Reference.StepOutput(String from, String output)
          ? new Binding.Output(from, output)
          : new Binding.Given(((Reference.Given) reference).input());
    }

    String braced() {
      return "${" + reference.text() + "}";
    }
  }

  /** An input without a source. */
  private record Open(DraftStep step, ArtifactPort port) {}

  private record Wire(Open to, Source from) {}

  Wiring(
      Lint lint,
      Components components,
      DraftSteps steps,
      SequencedMap<String, Optional<InputSpec>> inputs) {
    this.lint = lint;
    this.components = components;
    steps.all().sorted(Comparator.comparing(step -> step.id)).forEach(this::add);
    inputs.forEach((name, input) -> input.ifPresent(known -> add(StepPorts.port(name, known))));
    this.skipping = new Skipping(this.steps);
  }

  private void add(DraftStep step) {
    steps.put(step.id, step);
    following.add(step.id, step.dependencies());
    for (Port output : step.outside().map(ComponentSignature::outputs).orElse(List.of())) {
      if (output instanceof ArtifactPort made) {
        add(made, Optional.of(step), new Reference.StepOutput(step.id, made.name()));
      }
    }
  }

  private void add(ArtifactPort given) {
    add(given, Optional.empty(), new Reference.Given(given.name()));
  }

  private void add(ArtifactPort port, Optional<DraftStep> step, Reference reference) {
    boolean many = port.cardinality() == Cardinality.MANY;
    sources
        .computeIfAbsent(port.type(), _ -> new ArrayList<>())
        .add(new Source(step, many, reference));
  }

  /**
   * Wires what is left out.
   *
   * @param at where the steps are
   */
  void wire(JsonPointer at) {
    try {
      wireRequired();
      open(Cardinality.MANY).forEach(this::wireList);
      open(Cardinality.OPTIONAL).forEach(this::wireOptional);
      open(Cardinality.ONE).forEach(this::checkSource);
    } catch (TooMuch e) {
      lint.value(
          at,
          "the steps leave out more of their inputs than can be found in time",
          "say where they come from: with: { INPUT: \"${steps.ID.OUTPUT}\" }");
    }
  }

  /** No pipeline that anyone writes comes near the end of it; a file may still be made to. */
  private void spend(long steps) {
    work += steps;
    if (work > MOST_WORK) {
      throw new TooMuch();
    }
  }

  private void wireRequired() {
    List<Wire> found;
    do {
      found = new ArrayList<>();
      for (Open input : open(Cardinality.ONE)) {
        List<Source> candidates = candidates(input);
        if (candidates.size() == 1) {
          found.add(new Wire(input, candidates.getFirst()));
        }
      }
      found.forEach(wire -> bind(wire.to, wire.from.one()));
    } while (!found.isEmpty());
  }

  private void bind(Open input, Binding binding) {
    input.step.bind(input.port, binding);
    SequencedSet<String> needed = StepOrder.dependencies(binding);
    following.add(input.step.id, needed);
    wires += needed.size();
    if (wires > MOST_WIRES) {
      throw new TooMuch();
    }
  }

  /** A list takes what steps make, all of it; or what the pipeline is given, if that is all. */
  private void wireList(Open input) {
    List<Source> candidates = candidates(input);
    List<Source> given = candidates.stream().filter(source -> source.step.isEmpty()).toList();
    if (given.isEmpty() && !candidates.isEmpty()) {
      bind(
          input,
          new Binding.Outputs(
              candidates.stream().map(source -> (Binding.Output) source.one()).toList()));
    } else if (candidates.size() == 1) {
      bind(input, candidates.getFirst().one());
    } else if (!candidates.isEmpty()) {
      reportSeveral(input, candidates);
    }
  }

  private void wireOptional(Open input) {
    Set<String> after = following.after(input.step.id);
    spend(after.size());
    if (sources.getOrDefault(input.port.type(), List.of()).stream()
        .flatMap(source -> source.step.stream())
        .anyMatch(step -> step == input.step || after.contains(step.id))) {
      return;
    }
    List<Source> candidates = candidates(input);
    if (candidates.size() == 1 && !input.step.takes(candidates.getFirst().one())) {
      bind(input, candidates.getFirst().one());
    }
  }

  /** A required input has one source. */
  private void checkSource(Open input) {
    List<Source> candidates = candidates(input);
    if (!candidates.isEmpty()) {
      reportSeveral(input, candidates);
      return;
    }
    List<Source> lists =
        sources(input).stream().filter(source -> source.many && mayTake(input, source)).toList();
    if (lists.isEmpty()) {
      lint.key(input.step.at, words(input) + " is made by no step before it", makers(input.port));
    } else {
      lint.key(
          input.step.at,
          words(input) + " takes one, " + lists.getFirst().braced() + " is a list of them",
          "go through it: for_each: \"%s\", with: { %s: \"${item}\" }"
              .formatted(lists.getFirst().braced(), input.port.name()));
    }
  }

  private static String words(Open input) {
    return "input '%s' of step '%s' (an artifact of type %s)"
        .formatted(input.port.name(), input.step.id, input.port.type().name());
  }

  private void reportSeveral(Open input, List<Source> candidates) {
    lint.key(
        input.step.at,
        words(input)
            + " could be "
            + candidates.stream().limit(FEW).map(Source::braced).collect(Collectors.joining(" or "))
            + (candidates.size() > FEW
                ? " or one of %d more".formatted(candidates.size() - FEW)
                : ""),
        "say which: with: { %s: \"%s\" }".formatted(input.port.name(), choice(candidates)));
  }

  /** Of branches that may not run, whichever did is meant. */
  private String choice(List<Source> candidates) {
    boolean branches =
        candidates.size() <= FEW
            && candidates.stream()
                .allMatch(source -> source.step.filter(skipping::mayBeSkipped).isPresent());
    return branches
        ? candidates.stream()
            .map(source -> source.reference.text())
            .collect(Collectors.joining(", ", "${one_of(", ")}"))
        : candidates.getFirst().braced();
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
    return signature.artifactOutputs().stream()
        .anyMatch(output -> output.type().equals(port.type()));
  }

  private List<Open> open(Cardinality cardinality) {
    return steps.values().stream()
        .flatMap(step -> step.open().stream().map(port -> new Open(step, port)))
        .filter(input -> input.port.cardinality() == cardinality)
        .toList();
  }

  private List<Source> candidates(Open input) {
    boolean list = input.port.cardinality() == Cardinality.MANY;
    List<Source> candidates = new ArrayList<>(sources(input));
    spend(candidates.size());
    candidates.removeIf(source -> (source.many && !list) || !mayTake(input, source));
    if (!candidates.isEmpty()) {
      Set<String> after = following.after(input.step.id);
      spend(after.size());
      candidates.removeIf(
          source -> source.step.filter(step -> after.contains(step.id)).isPresent());
    }
    return candidates;
  }

  /** Whatever is of its type and not of the step itself, by name. */
  private List<Source> sources(Open input) {
    return sources.getOrDefault(input.port.type(), List.of()).stream()
        .filter(source -> source.step.filter(step -> step == input.step).isEmpty())
        .toList();
  }

  private static boolean mayTake(Open input, Source source) {
    boolean ofExit = source.step.filter(step -> step.exiting).isPresent();
    boolean ofOrdinary = source.step.filter(step -> !step.exiting).isPresent();
    return input.step.exiting ? !(ofOrdinary && input.port.required()) : !ofExit;
  }
}
