package dev.millrace.training;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of {@code train}, read from its record of inputs: those that say what is learnt,
 * and those that say how, which a search may try and which may be given as hyperparameters.
 */
public final class Tunable {

  /** With another one of these, a loss would be of something else. */
  private static final Set<String> OF_THE_TASK =
      Set.of(
          "task",
          "objective",
          "quantile",
          "label",
          "weight",
          "group",
          "class_weights",
          "balanced",
          "seed");

  private static final Set<Kind> SCALARS = Set.of(Kind.WHOLE, Kind.REAL, Kind.TEXT, Kind.FLAG);

  private Tunable() {}

  /** All parameters of the step. */
  public static List<ValuePort> parameters() {
    return RecordSignature.of(Train.class).ports().valueInputs();
  }

  /** Those that a search may try values of. */
  public static List<ValuePort> searched() {
    return parameters().stream()
        .filter(port -> !OF_THE_TASK.contains(port.name()))
        .filter(port -> SCALARS.contains(port.shape().kind()))
        .toList();
  }

  /** Those that may be given as hyperparameters: lists and maps too. */
  static List<ValuePort> given() {
    return parameters().stream().filter(port -> !OF_THE_TASK.contains(port.name())).toList();
  }

  /** Whether it says how to learn, not what. */
  public static boolean isGiven(String name) {
    return find(name, given()).isPresent();
  }

  /** The parameter of a name. */
  public static Optional<ValuePort> find(String name, List<ValuePort> among) {
    return among.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  /**
   * Everything that does not fit, in words.
   *
   * @param known parameters
   */
  public static List<String> problems(Map<String, JsonNode> values, List<ValuePort> known) {
    List<String> problems = new ArrayList<>();
    values.forEach(
        (name, value) ->
            find(name, known)
                .ifPresentOrElse(
                    port -> problems.addAll(problems(port, value)),
                    () -> problems.add(unknown(name, known))));
    return problems;
  }

  /** Everything about a value that its parameter does not take, in words. */
  public static List<String> problems(ValuePort port, JsonNode value) {
    List<String> problems = new ArrayList<>();
    for (Mismatch mismatch : port.check(value)) {
      problems.add(port.name() + mismatch.path() + ": " + mismatch.message());
    }
    if (problems.isEmpty() && port.name().equals("trainer")) {
      Trainers.problem(value.stringValue())
          .ifPresent(problem -> problems.add("trainer: " + problem));
    }
    return problems;
  }

  /** That there is no such parameter, and which was meant. */
  public static String unknown(String name, List<ValuePort> known) {
    return OF_THE_TASK.contains(name) && find(name, known).isEmpty()
        ? name + " says what is learnt, not how well; it is the same in all trials"
        : "there is no parameter '"
            + name
            + "', "
            + Suggestion.remedy(name, known.stream().map(ValuePort::name).toList());
  }

  /**
   * The inputs with some parameters replaced.
   *
   * @throws UserError naming every one that there is not or that does not fit
   */
  static Train.Inputs replaced(Train.Inputs inputs, Map<String, JsonNode> values, String source) {
    List<String> problems = problems(values, given());
    if (!problems.isEmpty()) {
      throw UserError.failure(source + ": " + String.join("; ", problems))
          .hint("the names and ranges are those of the parameters of train");
    }
    RecordSignature signature = RecordSignature.of(Train.class);
    SequencedMap<String, JsonNode> all = new LinkedHashMap<>(signature.values(inputs));
    all.putAll(values);
    return bound(artifacts(inputs, signature), all);
  }

  /**
   * The inputs of a train step.
   *
   * @param artifacts by name
   * @param values by name; what is left out has its default
   */
  public static Train.Inputs bound(
      Map<String, List<Artifact>> artifacts, Map<String, JsonNode> values) {
    return (Train.Inputs) RecordSignature.of(Train.class).bind(artifacts, values);
  }

  /** The artifacts in a step's inputs that {@code train} takes, too. */
  public static Map<String, List<Artifact>> artifacts(Record inputs, RecordSignature of) {
    Map<String, List<Artifact>> artifacts = new LinkedHashMap<>();
    Map<String, Object> parts = of.parts(inputs);
    for (ArtifactPort port : RecordSignature.of(Train.class).ports().artifactInputs()) {
      switch (parts.get(port.name())) {
        case Artifact one -> artifacts.put(port.name(), List.of(one));
        case Optional<?> maybe ->
            maybe.ifPresent(one -> artifacts.put(port.name(), List.of((Artifact) one)));
        case List<?> many ->
            artifacts.put(port.name(), many.stream().map(Artifact.class::cast).toList());
        case null, default -> {}
      }
    }
    return artifacts;
  }
}
