package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.RollbackReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace rollback}. */
@Command(
    name = "rollback",
    description = {
      "Let a model's alias stand for what it stood for before.",
      "A deployment of the version that it stands for now follows. Rolling back twice goes back twice."
    })
final class RollbackCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(paramLabel = "MODEL", description = "The model's name.")
  private String model = "";

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "Which of its aliases. Default: ${DEFAULT-VALUE}.")
  private String alias = "champion";

  @Option(names = "--reason", paramLabel = "WORDS", description = "Why, for the history.")
  private Optional<String> reason = Optional.empty();

  RollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console)) {
      RollbackReport report = app.models().rollback(model, alias, reason);
      session.answer(console, report, () -> print(report));
      return 0;
    }
  }

  private void print(RollbackReport report) {
    console.print(
        "%s of %s: version %s → %d"
            .formatted(
                report.alias(),
                report.model(),
                report.from().map(String::valueOf).orElse("–"),
                report.to()));
    report.followed().forEach(place -> console.print("deployed  " + place + " = " + report.to()));
    report
        .left()
        .forEach(
            (place, version) ->
                console.print("left      " + place + " goes on serving version " + version));
  }
}
