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

/** {@code millrace data show}: statistics that a run made, or two sets of rows side by side. */
@Command(
    name = "show",
    description = {
      "Show the statistics that a run made, or compare two sets of rows.",
      "Of a run's statistics or examples, the training rows are compared with those for judging."
    })
final class DataShowCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RowsArgument rows = new RowsArgument();
  @Mixin private CountingOptions counting = new CountingOptions();

  @Option(
      names = "--against",
      paramLabel = "ROWS",
      description =
          "Compare with these: likewise RUN/STEP.OUTPUT, or a file. Repeatable for files.")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write it as a page: one file that needs no other.")
  private Optional<Path> page = Optional.empty();

  DataShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StatisticsOrder order =
        new StatisticsOrder(
            rows.subject(console),
            against.isEmpty() ? Optional.empty() : Optional.of(RowsNamed.subject(console, against)),
            counting.counting(),
            page.map(console.workingDirectory()::resolve));
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      StatisticsReport report = app.statistics(order);
      session.answer(console, report, () -> new StatisticsTable(console).print(report));
      return 0;
    }
  }
}
