package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.PlanReport;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace plan}: what a run would do, and why. */
@Command(
    name = "plan",
    description =
        "Show how a pipeline is wired, and which steps would run or come from the cache, without running.")
final class PlanCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private OrderOptions order = new OrderOptions();

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      PlanReport plan = app.plan(order.order(console));
      session.answer(console, plan, () -> print(plan));
      return 0;
    }
  }

  private void print(PlanReport plan) {
    console.print(console.styled("bold", plan.pipeline()) + " as of " + Words.instant(plan.asOf()));
    plan.params().forEach((name, value) -> console.print("  " + name + " = " + value));
    Table steps = new Table("STEP", "USES", "WOULD", "WHY");
    plan.steps().forEach(step -> steps.row(step.step(), step.uses(), step.would(), step.why()));
    steps.lines().forEach(console::print);
    console.print("");
    plan.steps().stream()
        .filter(step -> !step.wiring().isEmpty())
        .forEach(step -> console.print(step.step() + " takes " + wiring(step.wiring())));
  }

  private static String wiring(Map<String, String> wiring) {
    return wiring.entrySet().stream()
        .map(input -> input.getKey() + " from " + input.getValue())
        .collect(Collectors.joining(", "));
  }
}
