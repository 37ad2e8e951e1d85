package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.RunOrder;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.error.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace run}: runs a pipeline to its end. */
@Command(
    name = "run",
    description = {
      "Run a pipeline.",
      "A step whose code, inputs and parameters are unchanged is not run again. An interrupted run of the same pipeline and parameters goes on where it stopped."
    })
final class RunCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private OrderOptions order = new OrderOptions();

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      RunOrder wish = order.order(console);
      RunReport report = app.run(wish, new LiveProgress(console));
      session.answer(console, report, () -> console.print(sentence(report)));
      return exitCode(report);
    }
  }

  private static String sentence(RunReport report) {
    String run = report.run().id().brief();
    return switch (report.run().state()) {
      case SUCCEEDED -> "run " + run + " succeeded as of " + Words.instant(report.run().asOf());
      case FAILED -> "run " + run + " failed: " + report.run().outcome();
      case REFUSED -> "run " + run + " was refused: " + report.run().outcome();
      case CANCELED -> "run " + run + " was canceled";
      case PENDING, RUNNING -> "run " + run + " is going on";
    };
  }

  private static int exitCode(RunReport report) {
    return switch (report.run().state()) {
      case SUCCEEDED -> 0;
      case REFUSED -> UserError.Kind.GATE_REFUSED.exitCode();
      case FAILED, CANCELED, PENDING, RUNNING -> UserError.Kind.RUN_FAILED.exitCode();
    };
  }
}
