package dev.millrace.cli;

import dev.millrace.core.api.StatisticsOrder.Counting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to count of rows beside each feature by itself. */
final class CountingOptions {

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Tell what every other column tells of this one.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "Count each row once more, as much as this column says.")
  private Optional<String> weight = Optional.empty();

  @Option(
      names = "--slice",
      paramLabel = "COLUMN",
      description = "Count the rows of each value of this column by themselves. Repeatable.")
  private List<String> slices = new ArrayList<>();

  Counting counting() {
    return new Counting(label, weight, slices);
  }
}
