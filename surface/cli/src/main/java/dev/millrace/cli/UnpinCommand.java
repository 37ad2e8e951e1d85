package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.PinReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace unpin}. */
@Command(name = "unpin", description = "Let 'millrace gc' remove what was pinned, once unneeded.")
final class UnpinCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(paramLabel = "ID", description = "As it was pinned, or as 'millrace pins' shows it.")
  private String id = "";

  UnpinCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      PinReport pin = app.unpin(id);
      session.answer(
          console, pin, () -> console.print("unpinned " + pin.kind() + " " + pin.id().hex()));
      return 0;
    }
  }
}
