package dev.millrace.cli;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code millrace}: reads the arguments, runs one command, answers with an exit code. */
@Command(
    name = "millrace",
    description = "From data to monitored predictions, and round again, in one process.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failure",
      "2:wrong usage, or a pipeline file with problems",
      "3:a run failed",
      "4:a gate of the pipeline refused",
      "5:not found",
      "6:a server cannot be reached",
      "130:interrupted",
    },
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      LintCommand.class,
      PlanCommand.class,
      RunCommand.class,
      RunsCommand.class,
      LineageCommand.class,
      ModelsCommand.class,
      RollbackCommand.class,
      ReproduceCommand.class,
      DataCommand.class,
      PredictCommand.class,
      ServeCommand.class,
      UpCommand.class,
      TriggersCommand.class,
      PinCommand.class,
      UnpinCommand.class,
      PinsCommand.class,
      GcCommand.class,
      DoctorCommand.class,
    })
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    StandardOutput out = new StandardOutput();
    Console console = Console.ofProcess(out);
    int code = run(console, args);
    Interrupts.exit(code == 0 ? out.failure().map(why -> lost(console, why)).orElse(0) : code);
  }

  private static int lost(Console console, String why) {
    return Failure.show(
        console,
        UserError.failure("standard output cannot be written: " + why)
            .hint("the command itself was done; only its answer is lost"));
  }

  /** Runs one command against the given console. */
  static int run(Console console, String... args) {
    return commandLine(console).execute(args);
  }

  /** The commands, on the given console. */
  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Main(), new CommandFactory(console));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()));
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler((problem, arguments) -> usage(console, problem));
    line.setExecutionExceptionHandler((problem, command, parsed) -> Failure.show(console, problem));
    return line;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 0;
  }

  private static int usage(Console console, ParameterException problem) {
    String message = String.valueOf(problem.getMessage());
    String first = message.lines().findFirst().orElse(message);
    UserError error = UserError.usage(first.replace("option option", "option"));
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    String suggestion =
        problem instanceof UnmatchedArgumentException unmatched ? nearest(unmatched) : "";
    return Failure.show(
        console, error.hint(suggestion + "'" + command + " --help' lists what it takes"));
  }

  /** The command or option that was hardly meant otherwise. */
  private static String nearest(UnmatchedArgumentException problem) {
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    Set<String> known = new HashSet<>(command.subcommands().keySet());
    known.addAll(command.optionsMap().keySet());
    return Suggestion.nearest(problem.getUnmatched().getFirst(), known)
        .map(name -> "did you mean '" + name + "'? ")
        .orElse("");
  }
}
