package dev.millrace.core.expression;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an expression names, and what it can be without a formula around it. */
public sealed interface Reference {

  /** What ids of parameters, steps, inputs and outputs look like. */
  Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  /** {@code params.trees}: a parameter. */
  record Param(String name) implements Reference {}

  /** {@code steps.train.model}: an output of a step. */
  record StepOutput(String step, String output) implements Reference {}

  /** {@code steps.ingest.examples.properties.rows}: a property of an artifact that a step made. */
  record Property(StepOutput of, String name) implements Reference {}

  /** {@code one_of(steps.a.x, steps.b.x)}: the output of the first of these steps that ran. */
  record OneOf(List<StepOutput> of) implements Reference {
    public OneOf {
      of = List.copyOf(of);
    }
  }

  /** {@code inputs.examples}: an artifact that a nested pipeline is given. */
  record Given(String input) implements Reference {}

  /** {@code inputs.examples.properties.rows}: a property of such an artifact. */
  record GivenProperty(String input, String name) implements Reference {}

  /**
   * {@code item}, {@code item.name}: the element of a list that this round of a fan-out is about.
   *
   * @param path from key to key into it; of an artifact, {@code properties} and a name
   */
  record Item(List<String> path) implements Reference {
    public Item {
      path = List.copyOf(path);
    }
  }

  /** {@code index}: the place of that element in its list, from 0. */
  record Index() implements Reference {}

  /** {@code run.state}: a fact of the run. */
  record RunFact(String name) implements Reference {}

  /** As written between the braces. */
  default String text() {
    return switch (this) {
      case Param(String name) -> "params." + name;
      case StepOutput(String step, String output) -> "steps." + step + "." + output;
      case Property(StepOutput of, String name) -> of.text() + ".properties." + name;
      case OneOf(List<StepOutput> of) ->
          of.stream().map(StepOutput::text).collect(Collectors.joining(", ", "one_of(", ")"));
      case Given(String input) -> "inputs." + input;
      case GivenProperty(String input, String name) -> "inputs." + input + ".properties." + name;
      case Item(List<String> path) -> path.isEmpty() ? "item" : "item." + String.join(".", path);
      case Index() -> "index";
      case RunFact(String name) -> "run." + name;
    };
  }

  /** Reads what stands between the braces; empty if it is not a bare reference. */
  static Optional<Reference> parse(String text) {
    return ReferenceText.parse(text);
  }
}
