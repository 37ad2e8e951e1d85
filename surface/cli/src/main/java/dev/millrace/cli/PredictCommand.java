package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.PredictionOrder;
import dev.millrace.core.api.PredictionReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace predict}: a file in, a file out. */
@Command(
    name = "predict",
    description = {
      "Predict every row of a file into another file.",
      "Files are Parquet, CSV or JSON lines, by their endings; the input may also be .tsv, and text packed as .gz. The output has the input's columns and the model's.",
      "The same rows give the same bits here and, with --server, on a Millrace server, unless the model says that it runs on ONNX Runtime."
    })
final class PredictCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(
      index = "0",
      paramLabel = "INPUT",
      description = "Rows to predict: .parquet, .csv, .tsv or .jsonl.")
  private Path input = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUTPUT",
      description = "Where to write them with their predictions.")
  private Path output = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "NAME[@VERSION]",
      description =
          "A model, and a version or alias of it. Default: the champion of the only model there is.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Have a running server predict, such as http://127.0.0.1:8470. Needs --model; a version is then a number.")
  private Optional<URI> server = Optional.empty();

  @Option(
      names = "--null",
      paramLabel = "TEXT",
      description =
          "A text of a CSV input that stands for a missing value, such as NA, beside the empty one; repeatable.")
  private List<String> missing = new ArrayList<>();

  @Option(
      names = "--timestamp",
      paramLabel = "FORMAT",
      description =
          "How texts write times, as for strptime: '%%d.%%m.%%Y %%H:%%M'. ISO 8601 is read without; repeatable.")
  private List<String> times = new ArrayList<>();

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      PredictionOrder.Texts texts = new PredictionOrder.Texts(missing, times);
      Path directory = console.workingDirectory();
      PredictionReport report =
          app.predict(
              new PredictionOrder(
                  server, model, directory.resolve(input), directory.resolve(output), texts));
      session.answer(console, report, () -> print(report));
      return 0;
    }
  }

  private void print(PredictionReport report) {
    console.say(
        Words.count(report.rows())
            + (report.rows() == 1 ? " row" : " rows")
            + " predicted by "
            + report.model()
            + " version "
            + report.version()
            + " in "
            + Words.duration(report.took()));
    console.print(report.output());
  }
}
