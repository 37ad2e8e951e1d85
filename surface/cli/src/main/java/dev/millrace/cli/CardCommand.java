package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ModelCardReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace models card}. */
@Command(
    name = "card",
    description = {
      "Show the card of a version: intended use, data, metrics by slice, limits, provenance.",
      "It is the one that the step model_card has written, or made from what is kept of the version; and it says what is not known."
    })
final class CardCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(
      paramLabel = "MODEL[@VERSION]",
      description = "The model's name, which means its champion; or a version or an alias of it.")
  private String model = "";

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write it as a page too: one file that needs no other.")
  private Optional<Path> page = Optional.empty();

  CardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console)) {
      ModelCardReport card =
          app.models().card(model, page.map(console.workingDirectory()::resolve));
      session.answer(console, card, () -> new CardLines(console).print(card));
      return 0;
    }
  }
}
