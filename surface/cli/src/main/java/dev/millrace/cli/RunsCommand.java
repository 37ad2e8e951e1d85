package dev.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace runs}: what was run, and what becomes of it. */
@Command(
    name = "runs",
    description = "List, show and compare runs; read their logs; resume, mend or cancel one.",
    synopsisSubcommandLabel = "(list | show | logs | diff | resume | continue | cancel)",
    subcommands = {
      ListRunsCommand.class,
      ShowRunCommand.class,
      RunLogsCommand.class,
      DiffCommand.class,
      ResumeCommand.class,
      ContinueCommand.class,
      CancelCommand.class
    })
final class RunsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Missing subcommand: list, show, logs, diff, resume, continue or cancel");
  }
}
