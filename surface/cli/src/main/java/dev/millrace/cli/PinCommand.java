package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.PinReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace pin}. */
@Command(
    name = "pin",
    description = "Keep an artifact, or all that a run read and made, from 'millrace gc'.")
final class PinCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(paramLabel = "ID", description = "A run, or an artifact: RUN/STEP.OUTPUT or its id.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it is kept.")
  private String reason = "";

  PinCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      PinReport pin = app.pin(id, reason);
      session.answer(
          console,
          pin,
          () -> console.print("pinned " + pin.kind() + " " + pin.id().hex() + ": " + pin.reason()));
      return 0;
    }
  }
}
