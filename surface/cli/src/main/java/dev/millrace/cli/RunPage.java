package dev.millrace.cli;

import dev.millrace.core.api.RunReport;
import dev.millrace.core.run.TaskState;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A run in full, for reading. */
final class RunPage {

  private final Console console;

  RunPage(Console console) {
    this.console = console;
  }

  void print(RunReport report) {
    var run = report.run();
    console.print(
        console.styled("bold", run.pipeline() + " " + run.id().brief()) + "  " + run.id());
    Reason outcome = Reason.of(run.outcome());
    console.print(
        "state    "
            + Words.standing(run)
            + (outcome.what().isEmpty() ? "" : ": " + outcome.what()));
    if (run.interrupted()) {
      console.print("hint     its process is gone; the same command goes on with it");
    }
    outcome.hint().ifPresent(hint -> console.print("hint     " + hint));
    console.print("as of    " + Words.instant(run.asOf()) + " UTC");
    console.print(
        "started  by " + run.trigger() + (run.reason().isEmpty() ? "" : ": " + run.reason()));
    console.print("actor    " + run.actor());
    report.tags().forEach((name, content) -> console.print("tag      " + name + " = " + content));
    report.params().forEach((name, value) -> console.print("param    " + name + " = " + value));
    report.changes().forEach(this::change);
    console.print("");
    steps(report);
    legend(report);
    if (!report.pages().isEmpty()) {
      console.print("");
      new PageLines(console).print(report.pages());
    }
    metrics(report);
  }

  private void change(RunReport.Change change) {
    console.print(
        "changed  " + Words.instant(change.at()) + " by " + change.actor() + ": " + change.what());
    console.print("         " + ChangeLines.again(change));
  }

  private void steps(RunReport report) {
    Table table = new Table("STEP", "STATE", "TOOK", "MADE", "WHY");
    report
        .steps()
        .forEach(
            step ->
                table.row(
                    StepTree.row(step.step()),
                    lower(step.state()),
                    step.took().map(Words::duration).orElse("–"),
                    step.outputs().values().stream()
                        .map(output -> output.type() + " " + output.digest().substring(0, 8))
                        .collect(Collectors.joining(", ")),
                    Reason.of(step.why()).brief()));
    table.lines().forEach(console::print);
  }

  /** What is not plain about the states of the steps, once for each. */
  private void legend(RunReport report) {
    Set<TaskState> states =
        report.steps().stream().map(RunReport.Step::state).collect(Collectors.toSet());
    if (states.contains(TaskState.SKIPPED)) {
      console.print("skipped: not to run as things were; that is no failure");
    }
    if (states.contains(TaskState.BLOCKED)) {
      console.print("blocked: something it needs went wrong");
    }
  }

  private void metrics(RunReport report) {
    if (report.metrics().isEmpty()) {
      return;
    }
    console.print("");
    Table table = new Table("STEP", "METRIC", "VALUE");
    report
        .metrics()
        .forEach(
            metric ->
                table.row(
                    metric.step(),
                    metric.key(),
                    String.format(Locale.ROOT, "%.5f", metric.value())));
    table.lines().forEach(console::print);
  }

  private static String lower(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
