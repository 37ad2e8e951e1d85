package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.ValidationOrder;
import dev.millrace.core.api.ValidationReport;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace data validate}: whether rows are as a schema says. */
@Command(
    name = "validate",
    description = {
      "Hold rows against a schema; ends with exit code 4 if there are errors, which would stop a pipeline.",
      "With --against: also beside the rows before, where the schema limits drift; with --skew-against: beside what is served, where it limits skew."
    })
final class DataValidateCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RowsArgument rows = new RowsArgument();

  @Option(
      names = "--schema",
      paramLabel = "SCHEMA",
      required = true,
      description = "What the rows should look like.")
  private Path schema = Path.of("schema.yaml");

  @Option(
      names = "--against",
      paramLabel = "ROWS",
      description = "The rows before: files, or RUN/STEP.OUTPUT. Repeatable for files.")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--skew-against",
      paramLabel = "ROWS",
      description = "Rows of what is served, likewise.")
  private List<String> skewAgainst = new ArrayList<>();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment of the schema that the rows are of, such as serving.")
  private Optional<String> environment = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write it as a page too: one file that needs no other.")
  private Optional<Path> page = Optional.empty();

  DataValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = console.workingDirectory();
    ValidationOrder order =
        new ValidationOrder(
            rows.subject(console),
            directory.resolve(schema),
            beside(against),
            beside(skewAgainst),
            environment,
            page.map(directory::resolve));
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      ValidationReport report = app.validation(order);
      session.answer(console, report, () -> new AnomaliesInWords(console).print(report));
      return report.errors() == 0 ? 0 : UserError.Kind.GATE_REFUSED.exitCode();
    }
  }

  private Optional<StatisticsOrder.Subject> beside(List<String> names) {
    return names.isEmpty() ? Optional.empty() : Optional.of(RowsNamed.subject(console, names));
  }
}
