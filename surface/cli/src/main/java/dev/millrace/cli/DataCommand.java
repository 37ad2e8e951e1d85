package dev.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace data}: what rows look like. */
@Command(
    name = "data",
    description =
        "Tell what rows look like, of files or of what a run read, and what they should; compare.",
    synopsisSubcommandLabel = "(stats | show | diff | schema | validate)",
    subcommands = {
      DataStatsCommand.class,
      DataShowCommand.class,
      DataDiffCommand.class,
      DataSchemaCommand.class,
      DataValidateCommand.class
    })
final class DataCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: stats, show, diff, schema or validate");
  }
}
