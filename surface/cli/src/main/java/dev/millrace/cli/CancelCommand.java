package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.CancelReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace runs cancel}. */
@Command(
    name = "cancel",
    description =
        "End a run that is under way, in whatever process. What it has made is kept, and its exit steps run.")
final class CancelCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RunArgument run = new RunArgument();

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      CancelReport report = app.cancel(run.text());
      session.answer(console, report, () -> console.print(sentence(report)));
      return 0;
    }
  }

  private static String sentence(CancelReport report) {
    String id = report.run().brief();
    return report.state().ended()
        ? "run " + id + " was nobody's, and is canceled"
        : "run " + id + " was asked to end; 'millrace runs show " + id + "' tells when it has";
  }
}
