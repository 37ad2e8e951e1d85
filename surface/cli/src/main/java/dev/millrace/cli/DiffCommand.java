package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.DiffReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace runs diff}. */
@Command(
    name = "diff",
    description =
        "Show what changed from one run to another: parameters, pipeline, code, data, environment, results and metrics.")
final class DiffCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The run to compare with.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "The run that is asked about.")
  private String after = "";

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      DiffReport report = app.diff(before, after);
      session.answer(console, report, () -> new DiffPage(console).print(report));
      return 0;
    }
  }
}
