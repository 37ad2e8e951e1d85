package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.RunSummary;
import dev.millrace.core.api.RunsWanted;
import dev.millrace.core.run.RunState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace runs list}. */
@Command(name = "list", description = "List runs, newest first.")
final class ListRunsCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Only runs of this pipeline.")
  private Optional<String> pipeline = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      converter = StateName.class,
      description =
          "Only runs in this state, or in one of these, separated by commas: pending, running, succeeded, failed, refused, canceled.")
  private Set<RunState> states = Set.of();

  @Option(
      names = "--trigger",
      paramLabel = "NAME",
      description = "Only runs that this started: demand, or a trigger of the pipeline.")
  private Optional<String> trigger = Optional.empty();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only runs with this in the pipeline's name or in the reason for the run.")
  private Optional<String> text = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only runs as of this time or later: 2001-02-26 or 2001-02-26T06:00:00Z.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many; default: ${DEFAULT-VALUE}.")
  private int limit = 20;

  ListRunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunsWanted wanted =
        new RunsWanted(
            pipeline,
            states,
            trigger,
            text,
            since.map(given -> Times.read("--since", given)),
            limit);
    try (App app = session.open(console)) {
      List<RunSummary> runs = app.runs(wanted);
      session.answer(console, runs, () -> print(runs, wanted));
      return 0;
    }
  }

  private void print(List<RunSummary> runs, RunsWanted wanted) {
    if (runs.isEmpty()) {
      console.say(
          wanted.equals(RunsWanted.newest(Optional.empty(), limit))
              ? "no runs yet; 'millrace run PIPELINE' makes one"
              : "no run is like that; 'millrace runs list' shows the newest of all");
      return;
    }
    Table table = new Table("RUN", "PIPELINE", "STATE", "AS OF", "TOOK", "STARTED BY");
    runs.forEach(
        run ->
            table.row(
                run.id().brief(),
                run.pipeline(),
                Words.standing(run),
                Words.instant(run.asOf()),
                run.took().map(Words::duration).orElse("–"),
                run.trigger()));
    table.lines().forEach(console::print);
  }
}
