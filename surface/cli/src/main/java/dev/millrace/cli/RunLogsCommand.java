package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.LogLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace runs logs}. */
@Command(name = "logs", description = "Print what the steps of a run wrote to their logs.")
final class RunLogsCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RunArgument run = new RunArgument();

  @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "Only this step.")
  private Optional<String> step = Optional.empty();

  RunLogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (App app = session.open(console)) {
      List<LogLine> lines = app.logs(run.text(), step);
      session.answer(
          console,
          lines,
          () -> lines.forEach(line -> console.print(line.step() + " | " + line.text())));
      return 0;
    }
  }
}
