package dev.millrace.cli;

import dev.millrace.core.api.PlanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a run would do, for reading: the steps as a tree, then how they are wired. */
final class PlanPage {

  private static final int LONGEST_ORIGIN = 60;

  /** Rounds are wired like the step that they are of, and what is in one like in the first. */
  private static final Pattern ROUND = Pattern.compile(".*]|.*\\[[1-9]\\d*].*");

  private final Console console;

  PlanPage(Console console) {
    this.console = console;
  }

  void print(PlanReport plan) {
    console.print(console.styled("bold", plan.pipeline()) + " as of " + Words.instant(plan.asOf()));
    plan.params().forEach((name, value) -> console.print("  " + name + " = " + value));
    steps(plan.steps());
    console.print("");
    plan.steps().forEach(this::wiring);
  }

  private void steps(List<PlanReport.Step> steps) {
    Table table = new Table("STEP", "USES", "WOULD");
    steps.forEach(step -> table.row(StepTree.row(step.step()), step.uses(), step.would()));
    List<String> lines = table.lines();
    int width = lines.stream().mapToInt(String::length).max().orElse(0) + 2;
    console.print(padded(lines.getFirst(), width) + "WHY");
    for (int i = 0; i < steps.size(); i++) {
      String why = Reason.of(steps.get(i).why()).brief();
      Paragraph.of(padded(lines.get(i + 1), width), why).forEach(console::print);
    }
  }

  private void wiring(PlanReport.Step step) {
    if (ROUND.matcher(step.step()).matches()) {
      return;
    }
    List<String> words = new ArrayList<>(step.flow());
    step.wiring()
        .forEach(
            (input, origin) -> words.add(input + " = " + Words.clipped(origin, LONGEST_ORIGIN)));
    if (!words.isEmpty()) {
      Paragraph.of(step.step() + ": ", String.join("; ", words)).forEach(console::print);
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
