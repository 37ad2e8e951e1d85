package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.LogLine;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.api.RunSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace runs}: what was run. */
@Command(
    name = "runs",
    description = "List runs, show one, read its logs.",
    synopsisSubcommandLabel = "(list | show | logs)",
    subcommands = {RunsCommand.ListRuns.class, RunsCommand.ShowRun.class, RunsCommand.Logs.class})
final class RunsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: list, show or logs");
  }

  /** {@code millrace runs list}. */
  @Command(name = "list", description = "List runs, newest first.")
  static final class ListRuns implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only runs of this pipeline.")
    private Optional<String> pipeline = Optional.empty();

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    ListRuns(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        List<RunSummary> runs = app.runs(pipeline, limit);
        session.answer(console, runs, () -> print(runs));
        return 0;
      }
    }

    private void print(List<RunSummary> runs) {
      if (runs.isEmpty()) {
        console.say("no runs yet; 'millrace run PIPELINE' makes one");
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

  /** {@code millrace runs show}. */
  @Command(
      name = "show",
      description = "Show a run: its parameters, steps, why each ran or not, and metrics.")
  static final class ShowRun implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    @Parameters(
        paramLabel = "RUN",
        description = "A run's id, or enough of its start or end to know it by.")
    private String run = "";

    ShowRun(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        RunReport report = app.showRun(run);
        session.answer(console, report, () -> new RunPage(console).print(report));
        return 0;
      }
    }
  }

  /** {@code millrace runs logs}. */
  @Command(name = "logs", description = "Print what the steps of a run wrote to their logs.")
  static final class Logs implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    @Parameters(
        index = "0",
        paramLabel = "RUN",
        description = "A run's id, or enough of its start or end to know it by.")
    private String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "Only this step.")
    private Optional<String> step = Optional.empty();

    Logs(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws IOException {
      try (App app = session.open(console)) {
        List<LogLine> lines = app.logs(run, step);
        session.answer(
            console,
            lines,
            () -> lines.forEach(line -> console.print(line.step() + " | " + line.text())));
        return 0;
      }
    }
  }
}
