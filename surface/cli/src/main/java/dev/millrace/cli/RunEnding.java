package dev.millrace.cli;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;

/**
 * How a run that was waited for ended: what is said of it, and with which code the command ends.
 */
final class RunEnding {

  private final Console console;

  RunEnding(Console console) {
    this.console = console;
  }

  /** Runs to the end of a run, which is followed. */
  @FunctionalInterface
  interface Running {
    RunReport run(RunListener progress) throws InterruptedException;
  }

  /**
   * Follows a run, answers with its report, says what went wrong, and returns the exit code.
   *
   * @throws InterruptedException if that came before there was a run
   */
  int await(Session session, Running running) throws InterruptedException {
    LiveProgress progress = new LiveProgress(console);
    RunReport report;
    try {
      report = running.run(progress);
    } catch (InterruptedException e) {
      return Failure.interrupted(console, goingOn(progress.run().orElseThrow(() -> e).brief()));
    }
    report.steps().forEach(step -> complain(step, report));
    if (report.run().state() == RunState.CANCELED) {
      Failure.hint(console, goingOn(report.run().id().brief()));
    }
    session.answer(console, report, () -> tell(report));
    return switch (report.run().state()) {
      case SUCCEEDED -> 0;
      case REFUSED -> UserError.Kind.GATE_REFUSED.exitCode();
      case FAILED, CANCELED, PENDING, RUNNING -> UserError.Kind.RUN_FAILED.exitCode();
    };
  }

  private void tell(RunReport report) {
    console.print(sentence(report));
    new PageLines(console).print(report.pages());
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
    if (isSaidOfAPart(step, report)) {
      return;
    }
    Reason reason = Reason.of(step.why());
    String logs =
        "'millrace runs logs " + report.run().id().brief() + " " + step.step() + "' tells more";
    String what = "step '" + step.step() + "' " + verb + ": " + reason.what();
    if (report.run().state() == RunState.SUCCEEDED) {
      Failure.note(console, "optional " + what, reason.hint().orElse(logs));
    } else {
      Failure.say(console, what, reason.hint().orElse(logs));
    }
  }

  /** A step that consists of others went wrong because one of them did, which is said of that. */
  private static boolean isSaidOfAPart(RunReport.Step step, RunReport report) {
    return report.steps().stream()
        .filter(each -> each.state() == TaskState.FAILED || each.state() == TaskState.REFUSED)
        .anyMatch(
            each ->
                each.step().startsWith(step.step() + "/")
                    || each.step().startsWith(step.step() + "["));
  }

  private static String goingOn(String run) {
    return "'millrace runs resume " + run + "' goes on with it";
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
