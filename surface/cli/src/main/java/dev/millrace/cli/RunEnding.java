package dev.millrace.cli;

import dev.millrace.core.api.RunReport;
import dev.millrace.core.error.UserError;

/**
 * How a run that was waited for ended: what is said of it, and with which code the command ends.
 */
final class RunEnding {

  private final Console console;

  RunEnding(Console console) {
    this.console = console;
  }

  /** Answers with the report, says what went wrong, and returns the exit code. */
  int answer(Session session, RunReport report) {
    report.steps().forEach(step -> complain(step, report));
    session.answer(console, report, () -> console.print(sentence(report)));
    return switch (report.run().state()) {
      case SUCCEEDED -> 0;
      case REFUSED -> UserError.Kind.GATE_REFUSED.exitCode();
      case FAILED, CANCELED, PENDING, RUNNING -> UserError.Kind.RUN_FAILED.exitCode();
    };
  }

  /** Says of a step that went wrong what, why and what to do about it; of any other nothing. */
  private void complain(RunReport.Step step, RunReport report) {
    switch (step.state()) {
      case FAILED -> complain(step, "failed", report);
      case REFUSED -> complain(step, "refused", report);
      case PENDING, RUNNING, SUCCEEDED, CACHED, SKIPPED, BLOCKED, CANCELED -> {}
    }
  }

  private void complain(RunReport.Step step, String verb, RunReport report) {
    if (hasParts(step, report)) {
      return;
    }
    Reason reason = Reason.of(step.why());
    String logs =
        "'millrace runs logs " + report.run().id().brief() + " " + step.step() + "' tells more";
    Failure.say(
        console,
        "step '" + step.step() + "' " + verb + ": " + reason.what(),
        reason.hint().orElse(logs));
  }

  /** A step that consists of others went wrong because one of them did, which is said of that. */
  private static boolean hasParts(RunReport.Step step, RunReport report) {
    return report.steps().stream()
        .anyMatch(
            each ->
                each.step().startsWith(step.step() + "/")
                    || each.step().startsWith(step.step() + "["));
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
}
