package dev.millrace.core.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression names: a parameter of the pipeline, or an output of a step. */
public sealed interface Reference {

  Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  Pattern PARAM = Pattern.compile("\\s*params\\.(" + ID + ")\\s*");
  Pattern OUTPUT = Pattern.compile("\\s*steps\\.(" + ID + ")\\.(" + ID + ")\\s*");

  /** {@code params.trees}. */
  record Param(String name) implements Reference {}

  /** {@code steps.train.model}. */
  record StepOutput(String step, String output) implements Reference {}

  /** As written between the braces. */
  default String text() {
    return switch (this) {
      case Param(String name) -> "params." + name;
      case StepOutput(String step, String output) -> "steps." + step + "." + output;
    };
  }

  /** Reads what stands between the braces; empty if it is not a bare reference. */
  static Optional<Reference> parse(String text) {
    Matcher param = PARAM.matcher(text);
    if (param.matches()) {
      return Optional.of(new Param(param.group(1)));
    }
    Matcher output = OUTPUT.matcher(text);
    return output.matches()
        ? Optional.of(new StepOutput(output.group(1), output.group(2)))
        : Optional.empty();
  }
}
