package dev.millrace.cli;

import dev.millrace.core.api.StepChoice;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which steps of a pipeline. */
final class StepOptions {

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description =
          "Only this step and those after it. What they need of earlier steps is taken from earlier runs.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "STEP",
      description = "Only this step and those it needs; together with --from, what is between.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "STEP",
      split = ",",
      description = "Only these steps, separated by commas.")
  private Set<String> only = new LinkedHashSet<>();

  StepChoice choice() {
    return new StepChoice(from, to, only);
  }
}
