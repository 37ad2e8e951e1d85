package dev.millrace.training;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.model.bundle.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a program says of its graph in {@code signature.json}: which column goes into which tensor,
 * and which tensor holds what its task predicts. Types and what may be missing are not said here
 * but follow from the rows and the schema, as they do for a transform.
 *
 * @param classes of a multi-class model, in the order of its columns; else absent
 */
record ProgramSignature(
    List<Input> inputs, Map<String, Output> outputs, Optional<List<String>> classes) {

  private static final String FILE = "signature.json";

  ProgramSignature {
    inputs = List.copyOf(inputs);
    outputs = Map.copyOf(outputs);
  }

  /**
   * A tensor that the graph takes: one of its columns or features, or several side by side.
   *
   * @param columns raw ones, in the tensor's order
   * @param features that a transform makes, likewise; one of the two is given
   */
  record Input(String tensor, Optional<List<String>> columns, Optional<List<String>> features) {

    List<String> names() {
      return columns.or(() -> features).orElse(List.of());
    }
  }

  /**
   * A tensor that the graph gives.
   *
   * @param column of it, from 0, if it is a matrix
   */
  record Output(String tensor, Optional<Integer> column) {}

  /**
   * @throws UserError if it is not what a signature is, or not one of the task
   */
  static ProgramSignature read(JsonNode tree, Task task) {
    ProgramSignature signature;
    try {
      signature = Json.as(tree, ProgramSignature.class);
    } catch (JacksonException e) {
      throw wrong(e.getOriginalMessage()).causedBy(e);
    }
    signature.requireInputs();
    signature.requireOutput(task);
    signature.requireClasses(task);
    return signature;
  }

  /** Whether the graph takes what a transform makes, rather than raw columns. */
  boolean ofFeatures() {
    return inputs.getFirst().features().isPresent();
  }

  /** What the graph takes, each once. */
  List<String> columns() {
    return inputs.stream().flatMap(input -> input.names().stream()).distinct().toList();
  }

  /** Of a multi-class model; else empty. */
  List<String> classNames() {
    return classes.orElse(List.of());
  }

  /** What the key of the one output is called. */
  static String outputOf(Task task) {
    return switch (task) {
      case BINARY, MULTICLASS -> Task.PROBABILITY;
      case REGRESSION -> Task.PREDICTION;
      case RANKING -> Task.SCORE;
    };
  }

  private void requireInputs() {
    if (inputs.isEmpty()) {
      throw wrong("it names no inputs");
    }
    Set<String> tensors = new HashSet<>();
    for (Input input : inputs) {
      if (input.columns().isPresent() == input.features().isPresent() || input.names().isEmpty()) {
        throw wrong("input '" + input.tensor() + "' needs columns or features, and not both");
      }
      if (!tensors.add(input.tensor())) {
        throw wrong("it names input '" + input.tensor() + "' twice");
      }
    }
    if (inputs.stream().anyMatch(input -> input.features().isPresent() != ofFeatures())) {
      throw wrong("some inputs are of columns, some of features");
    }
  }

  private void requireOutput(Task task) {
    String wanted = outputOf(task);
    for (String name : outputs.keySet()) {
      if (!name.equals(wanted)) {
        throw wrong("it has an output '" + name + "', which task " + task.text() + " has not")
            .hint(Suggestion.remedy(name, List.of(wanted)));
      }
    }
    if (outputs.isEmpty()) {
      throw wrong("it has no output '" + wanted + "', which task " + task.text() + " needs");
    }
  }

  private void requireClasses(Task task) {
    List<String> named = classNames();
    if (task != Task.MULTICLASS && classes.isPresent()) {
      throw wrong("it names classes, which are for task multiclass; the task is " + task.text());
    }
    if (task == Task.MULTICLASS
        && (named.size() < 2
            || named.size() > Task.MOST_CLASSES
            || Set.copyOf(named).size() < named.size())) {
      throw wrong(
          "a multi-class model has 2 to "
              + Task.MOST_CLASSES
              + " different classes; it names "
              + named.size());
    }
  }

  /** What is wrong with the file. */
  static UserError wrong(String why) {
    return UserError.failure(FILE + " of the program: " + why)
        .hint("docs/training.md says what the file holds");
  }
}
