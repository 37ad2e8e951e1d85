package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.PinReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace pins}. */
@Command(name = "pins", description = "List what is pinned, by whom and why.")
final class PinsCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  PinsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      List<PinReport> pins = app.pins();
      session.answer(console, pins, () -> print(pins));
      return 0;
    }
  }

  private void print(List<PinReport> pins) {
    if (pins.isEmpty()) {
      console.say("nothing is pinned; 'millrace pin ID --reason TEXT' does");
      return;
    }
    Table table = new Table("ID", "KIND", "BY", "REASON");
    pins.forEach(pin -> table.row(pin.id().hex(), pin.kind(), pin.actor(), pin.reason()));
    table.lines().forEach(console::print);
  }
}
