package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.FixOrder;
import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace runs continue}. */
@Command(
    name = "continue",
    description = {
      "Go on with a run that has not succeeded after mending its pipeline, parameters or code.",
      "What is different, and all that comes after it, starts over; the rest keeps its results. The change is recorded with the run."
    })
final class ContinueCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RunArgument run = new RunArgument();

  @Option(
      names = "--pipeline",
      paramLabel = "PATH",
      description = "The mended pipeline; default: the file that the run's was in.")
  private Optional<Path> pipeline = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PARAM=VALUE",
      description = "A parameter that changes; may be given again for another.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description =
          "Run this step again, though nothing about it is different; what comes after it runs if that makes something else.")
  private Optional<String> from = Optional.empty();

  ContinueCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      FixOrder fix = new FixOrder(pipeline.map(console.workingDirectory()::resolve), set, from);
      return new RunEnding(console)
          .await(
              session,
              progress -> app.goOn(run.text(), fix, event -> follow(app, event, progress)));
    }
  }

  /** Says what changed before it tells of the run. */
  private void follow(App app, RunListener.RunEvent event, RunListener progress) {
    if (event instanceof RunListener.RunEvent.Started started) {
      List<RunReport.Change> changes = app.showRun(started.run().hex()).changes();
      if (!changes.isEmpty()) {
        new ChangeLines(console).say(changes.getLast());
      }
    }
    progress.on(event);
  }
}
