package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.StatisticsReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace data stats}: the statistics of files. */
@Command(
    name = "stats",
    description = {
      "Count every column of files: missing and different values, where numbers lie, what is frequent.",
      "Files are Parquet, CSV, TSV or JSON lines, by their endings; several are counted as one."
    })
final class DataStatsCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private CountingOptions counting = new CountingOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rows to count.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write it as a page too: one file that needs no other.")
  private Optional<Path> page = Optional.empty();

  DataStatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = console.workingDirectory();
    StatisticsOrder order =
        new StatisticsOrder(
            new StatisticsOrder.Files(files.stream().map(directory::resolve).toList()),
            Optional.empty(),
            counting.counting(),
            page.map(directory::resolve));
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      StatisticsReport report = app.statistics(order);
      session.answer(console, report, () -> new StatisticsTable(console).print(report));
      return 0;
    }
  }
}
