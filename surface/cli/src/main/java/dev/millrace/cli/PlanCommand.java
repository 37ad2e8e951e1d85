package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.PlanReport;
import java.util.concurrent.Callable;
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
  @Mixin private StepOptions steps = new StepOptions();

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      PlanReport plan = app.plan(order.order(console, steps.choice()));
      session.answer(console, plan, () -> new PlanPage(console).print(plan));
      return 0;
    }
  }
}
