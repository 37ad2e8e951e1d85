package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.UpListener;
import dev.millrace.core.api.UpOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace up}: holds an environment up until it is interrupted. */
@Command(
    name = "up",
    description = {
      "Hold an environment up: look at its active triggers and run what they start, serve what is deployed, monitor its traffic.",
      "Interrupted runs go on. When it is stopped itself, what runs is left as it is, and goes on when it is up again."
    })
final class UpCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Which one; default: ${DEFAULT-VALUE}.")
  private String environment = App.LOCAL;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "To serve on; 0 takes a free one; default: ${DEFAULT-VALUE}.")
  private int port = 8470;

  @Option(
      names = "--once",
      description = "Look at each trigger once, wait for what that started, and do not serve.")
  private boolean once;

  @Option(
      names = "--poll",
      paramLabel = "SECONDS",
      description = "How often to look for files and activations; default: ${DEFAULT-VALUE}.")
  private int poll = 30;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "So many runs at once; default: ${DEFAULT-VALUE}.")
  private int runs = 2;

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    UpOrder order = new UpOrder(environment, port, once, Duration.ofSeconds(poll), runs);
    UpLines lines = new UpLines(console, Clock.systemUTC());
    UpListener listener = session.json() ? lines::json : lines::words;
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      app.up(order, listener);
      if (!session.json()) {
        lines.looked();
      }
    } catch (InterruptedException e) {
      if (once) {
        throw e;
      }
      console.say("stopped");
    }
    return 0;
  }
}
