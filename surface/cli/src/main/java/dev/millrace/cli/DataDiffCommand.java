package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.DataDiffOrder;
import dev.millrace.core.api.DataDiffReport;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace data diff}: which rows came, which went, and which values changed. */
@Command(
    name = "diff",
    description = {
      "Compare two sets of rows, matched by a key: which rows came, which went, which values changed.",
      "Each is a file, several files by comma, or examples that a run made, as RUN/STEP.OUTPUT.",
      "A key that a side has more than once matches nothing; its rows are counted as ambiguous.",
      "Ends with exit code 0 whatever is different; with --exit-code, 4 if anything is."
    })
final class DataDiffCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The rows as they were.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "The rows as they are.")
  private String after = "";

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      required = true,
      split = ",",
      description = "Columns that say which row is which, by comma or repeated.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--confusion",
      paramLabel = "COLUMN",
      description = "Count which value of this column became which.")
  private Optional<String> confusion = Optional.empty();

  @Option(
      names = "--round",
      paramLabel = "DIGITS",
      description = "Round numbers to so many decimal places before they are compared, 0 to 15.")
  private Optional<Integer> digits = Optional.empty();

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      description = "Do not look at this column. Repeatable.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "3",
      description = "Show so many of each kind of difference. Default: ${DEFAULT-VALUE}")
  private int samples;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "Of examples that a run made, compare this split only. Default: all together")
  private Optional<String> split = Optional.empty();

  @Option(
      names = "--exit-code",
      description = "End with exit code 4 if anything is different or could not be read.")
  private boolean verdict;

  DataDiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DataDiffOrder order =
        new DataDiffOrder(
            RowsNamed.subject(console, before),
            RowsNamed.subject(console, after),
            split,
            new DataDiffOrder.Comparing(
                key,
                confusion,
                ignored,
                digits.map(OptionalInt::of).orElse(OptionalInt.empty()),
                samples));
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      DataDiffReport report = app.diffData(order);
      session.answer(console, report, () -> new DataDiffTable(console).print(report));
      return verdict && !report.same() ? UserError.Kind.GATE_REFUSED.exitCode() : 0;
    }
  }
}
