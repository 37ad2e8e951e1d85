package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.RunOrder;
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
  @Mixin private StepOptions steps = new StepOptions();

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      RunOrder wanted = order.order(console, steps.choice());
      return new RunEnding(console).await(session, progress -> app.run(wanted, progress));
    }
  }
}
