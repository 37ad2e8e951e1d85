package dev.millrace.cli;

import dev.millrace.app.replay.FlightsDemo;
import dev.millrace.app.replay.ReplayReport;
import dev.millrace.core.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace demo}: the whole loop on real flights. */
@Command(
    name = "demo",
    description = {
      "Train on eight weeks of real flights, serve, replay the weeks that follow as live traffic, monitor, retrain.",
      "It keeps everything in its own home, HOME/demo. One that was interrupted goes on where it stopped."
    })
final class DemoCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Option(names = "--keep", description = "Go on serving afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--again", description = "Forget an earlier demo and start from the beginning.")
  private boolean again;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "To serve on; 0, the default, takes a free one.")
  private int port;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      description = "Replay so many weeks; default: all ${DEFAULT-VALUE}.")
  private int weeks = FlightsDemo.WEEKS;

  @Option(
      names = "--one-in",
      paramLabel = "N",
      description = "Ask about one flight in so many; default: ${DEFAULT-VALUE}.")
  private int oneIn = 10;

  @Option(names = "--example", hidden = true, description = "Directory of the flights example.")
  private Optional<Path> example = Optional.empty();

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Path home = session.home(console).resolve("demo");
    FlightsDemo demo =
        new FlightsDemo(directory(), home, new FlightsDemo.Choices(weeks, oneIn, port, again));
    try (var _ = Interrupts.ofThisThread();
        demo) {
      ReplayReport report = demo.run(new DemoStage(console));
      session.answer(console, report, () -> new DemoSummary(console, report).print(home, keep));
      if (keep) {
        serve(demo);
      }
      return report.everyRequestAnswered() ? 0 : 1;
    }
  }

  private void serve(FlightsDemo demo) {
    console.say("serving until Ctrl-C");
    try {
      demo.await();
    } catch (InterruptedException e) {
      console.say("stopped");
    }
  }

  private Path directory() {
    Path directory =
        example.orElseGet(
            () -> {
              String root = console.environment().getOrDefault("MILLRACE_ROOT", "");
              return (root.isEmpty() ? console.workingDirectory() : Path.of(root))
                  .resolve("examples/flights");
            });
    if (!Files.isDirectory(directory)) {
      throw UserError.notFound("the flights example is not at " + directory.toAbsolutePath())
          .hint("run ./millrace from a clone of the repository, which carries the example's data");
    }
    return directory;
  }
}
