package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.InitOrder;
import dev.millrace.core.api.InitReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace init}: a project made of somebody's data. */
@Command(
    name = "init",
    description = {
      "Look at data and write a project that learns one of its columns, ready to run.",
      "Writes pipeline.yaml, schema.yaml and README.md. Everything that is guessed is printed, and is one line to change."
    })
final class InitCommand implements Callable<Integer> {

  private static final int MOST_NAMED = 8;

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The directory to make; its last part names the pipeline and the model.")
  private Path project = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "A .parquet, .csv, .tsv or .jsonl file (the text ones also .gz), a folder of them, or a pattern such as 'data/{span:yyyy-MM-dd}.parquet'.")
  private String data = "";

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      required = true,
      description = "The column to predict: a truth, a class or a number.")
  private String label = "";

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "binary, multiclass or regression, where the label's values do not tell.")
  private Optional<String> task = Optional.empty();

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "Of a label of two values: the one whose probability is predicted.")
  private Optional<String> positive = Optional.empty();

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "Says when each row happened: the latest rows judge the model.")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Says which rows belong together, such as a customer: rows are divided by it, by lot. Several by comma or repeated.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--leave-out",
      paramLabel = "COLUMN",
      description = "A column that the model is not to see; repeatable.")
  private List<String> leaveOut = new ArrayList<>();

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InitOrder.Wishes wishes = new InitOrder.Wishes(task, positive, time, key, leaveOut);
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      InitReport report =
          app.init(new InitOrder(project, data, console.workingDirectory(), label, wishes));
      session.answer(console, report, () -> print(report));
      return 0;
    }
  }

  private void print(InitReport report) {
    String drawn =
        report.looked() < report.rows()
            ? ", of which " + Words.count(report.looked()) + " were looked at closely"
            : "";
    console.print(report.data() + ": " + Words.count(report.rows()) + " rows" + drawn);
    console.print(
        report.label()
            + ": "
            + report.task()
            + ", from "
            + Words.count(report.features().size())
            + (report.features().size() == 1 ? " column" : " columns"));
    for (InitReport.Guess guess : report.guesses()) {
      Paragraph.of(
              "  " + guess.about() + ": ",
              guess.guess() + "; " + guess.reason() + ". To change: " + guess.change())
          .forEach(console::print);
    }
    byReason(report)
        .forEach(
            (reason, columns) ->
                Paragraph.of(
                        "  left out ",
                        some(columns) + (columns.size() > 1 ? ": each " : ": ") + reason)
                    .forEach(console::print));
    console.say("wrote " + report.project() + ": " + String.join(", ", report.files()));
    console.say("now: millrace run " + report.project());
  }

  private static SequencedMap<String, List<String>> byReason(InitReport report) {
    SequencedMap<String, List<String>> columns = new LinkedHashMap<>();
    for (InitReport.LeftOut left : report.leftOut()) {
      columns.computeIfAbsent(left.reason(), _ -> new ArrayList<>()).add(left.column());
    }
    return columns;
  }

  private static String some(List<String> columns) {
    String first = String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size())));
    int more = columns.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
