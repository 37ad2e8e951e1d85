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
      report.steps().forEach(step -> complain(step, report));
      session.answer(console, report, () -> console.print(sentence(report)));
      return exitCode(report);
    }
  }

  /** Says of a step that went wrong what, why and what to do about it; of any other nothing. */
  private void complain(RunReport.Step step, RunReport report) {
    switch (step.state()) {
      case FAILED -> complain(step.step(), "failed", step.why(), report);
      case REFUSED -> complain(step.step(), "refused", step.why(), report);
      case PENDING, RUNNING, SUCCEEDED, CACHED, SKIPPED, CANCELED -> {}
    }
  }

  private void complain(String step, String verb, String why, RunReport report) {
    Reason reason = Reason.of(why);
    String logs = "'millrace runs logs " + report.run().id().brief() + " " + step + "' tells more";
    Failure.say(
        console, "step '" + step + "' " + verb + ": " + reason.what(), reason.hint().orElse(logs));
  }

  private static String sentence(RunReport report) {
    String run = "run " + report.run().id().brief();
    return switch (report.run().state()) {
      case SUCCEEDED -> run + " succeeded as of " + Words.instant(report.run().asOf());
      case FAILED -> run + " failed";
      case REFUSED -> run + " was refused";
      case CANCELED -> run + " was canceled";
      case PENDING, RUNNING -> run + " is going on";
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
