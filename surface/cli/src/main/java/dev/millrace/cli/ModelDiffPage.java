package dev.millrace.cli;

import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.ModelDiffReport;
import dev.millrace.core.api.ModelDiffReport.Figure;
import dev.millrace.core.api.ModelDiffReport.Side;
import dev.millrace.core.api.ModelDiffReport.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What is different between two versions of a model, for reading. */
final class ModelDiffPage {

  private static final int BUNDLE_DIGITS = 12;
  private static final int LONGEST_VALUE = 40;

  /** Of what can be long so many are named; JSON has them all. */
  private static final int MOST = 12;

  private final Console console;

  ModelDiffPage(Console console) {
    this.console = console;
  }

  void print(ModelDiffReport report) {
    console.print(
        console.styled(
            "bold",
            "%s version %d → %d"
                .formatted(report.model(), report.before().version(), report.after().version())));
    console.print(line("bundle", side(report.before()) + " → " + side(report.after())));
    changes("data", report.data());
    changes("param", report.params());
    changes("code", report.code());
    distances(report);
    metrics(report);
    slices(report);
    importance(report);
  }

  private static String side(Side side) {
    return side.bundle().substring(0, BUNDLE_DIGITS) + " by run " + side.run();
  }

  private static String line(String title, String text) {
    return String.format(Locale.ROOT, "%-7s %s", title, text);
  }

  private void changes(String title, List<Change> changes) {
    if (changes.isEmpty()) {
      console.print(line(title, "the same"));
    }
    for (Change change : changes.subList(0, Math.min(MOST, changes.size()))) {
      console.print(
          line(
              title,
              change.what() + ": " + value(change.before()) + " → " + value(change.after())));
    }
    more(changes.size());
  }

  private void more(int size) {
    if (size > MOST) {
      console.print("and " + (size - MOST) + " more; see --json");
    }
  }

  /** Digests are told by their beginning. */
  private static String value(Optional<JsonNode> value) {
    return value
        .map(node -> node.isString() ? node.stringValue() : node.toString())
        .map(text -> text.matches("[0-9a-f]{64}") ? text.substring(0, BUNDLE_DIGITS) : text)
        .map(text -> Words.clipped(text, LONGEST_VALUE))
        .orElse("–");
  }

  private void distances(ModelDiffReport report) {
    if (report.distances().isEmpty()) {
      return;
    }
    console.print("");
    Table table = new Table("FEATURE", "JENSEN-SHANNON", "L-INFINITY", "P");
    report.distances().stream()
        .limit(MOST)
        .forEach(
            distance ->
                table.row(
                    distance.feature(),
                    figure(distance.jensenShannon()),
                    figure(distance.lInfinity()),
                    figure(distance.pValue())));
    table.lines().forEach(console::print);
    more(report.distances().size());
  }

  private void metrics(ModelDiffReport report) {
    if (report.metrics().isEmpty()) {
      return;
    }
    console.print("");
    if (!report.sameRows()) {
      console.print("evaluated on different rows: metrics also differ for that");
    }
    figures("METRIC", report.metrics());
  }

  /** The slices whose first metric changed most. */
  private void slices(ModelDiffReport report) {
    if (report.slices().isEmpty()) {
      return;
    }
    String metric = report.metrics().getFirst().name();
    List<Figure> figures =
        report.slices().stream()
            .flatMap(slice -> named(slice, metric).stream())
            .sorted(
                Comparator.comparingDouble((Figure each) -> Math.abs(each.change().orElse(0.0)))
                    .reversed())
            .toList();
    console.print("");
    figures("SLICE, BY " + metric.toUpperCase(Locale.ROOT), figures);
  }

  private static Optional<Figure> named(Slice slice, String metric) {
    return slice.metrics().stream()
        .filter(figure -> figure.name().equals(metric))
        .findFirst()
        .map(figure -> new Figure(slice.name(), figure.before(), figure.after()));
  }

  private void importance(ModelDiffReport report) {
    if (!report.importance().isEmpty()) {
      console.print("");
      figures("IMPORTANCE", report.importance());
    }
  }

  /** Those that changed; of none, that they are the same. */
  private void figures(String title, List<Figure> all) {
    List<Figure> figures = all.stream().filter(Figure::changed).toList();
    if (figures.isEmpty()) {
      console.print(title + ": the same");
      return;
    }
    Table table = new Table(title, "BEFORE", "AFTER", "CHANGE");
    figures.stream()
        .limit(MOST)
        .forEach(
            each ->
                table.row(
                    each.name(),
                    figure(each.before()),
                    figure(each.after()),
                    each.change()
                        .map(change -> String.format(Locale.ROOT, "%+.5f", change))
                        .orElse("–")));
    table.lines().forEach(console::print);
    more(figures.size());
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private static String figure(Optional<Double> value) {
    return value.map(ModelDiffPage::figure).orElse("–");
  }
}
