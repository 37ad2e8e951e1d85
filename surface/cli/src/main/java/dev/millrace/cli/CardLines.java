package dev.millrace.cli;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.api.CardContent.Importance;
import dev.millrace.core.api.CardContent.Metric;
import dev.millrace.core.api.CardContent.Slice;
import dev.millrace.core.api.ModelCardReport;
import dev.millrace.core.api.ModelCardReport.Circumstances;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The chief things of a model's card, for reading; the page and JSON have all of it. */
final class CardLines {

  private static final int MOST = 5;

  private final Console console;

  CardLines(Console console) {
    this.console = console;
  }

  void print(ModelCardReport report) {
    CardContent card = report.card();
    Circumstances known = report.circumstances();
    var subject = card.subject();
    console.print(
        console.styled("bold", subject.model() + " version " + subject.version())
            + (known.aliases().isEmpty() ? "" : "  " + String.join(", ", known.aliases())));
    line("predicts", subject.label() + ", " + subject.task() + ", by " + subject.trainer());
    String use = known.purpose().isEmpty() ? card.use().pipeline() : known.purpose();
    if (!use.isEmpty()) {
      line("use", use);
    }
    line(
        "rows",
        card.data().rows().entrySet().stream()
            .map(split -> "%s %,d".formatted(split.getKey(), split.getValue()))
            .collect(Collectors.joining(", ")));
    card.evaluation().ifPresent(this::evaluation);
    if (!card.importance().isEmpty()) {
      line(
          "leans on",
          card.importance().stream()
              .limit(MOST)
              .map(Importance::feature)
              .collect(Collectors.joining(", ")));
    }
    line("run", known.run().brief() + card.provenance().pipeline().map(" of "::concat).orElse(""));
    line("bundle", card.provenance().bundle());
    card.missing().forEach(each -> line("missing", each));
    report.page().ifPresentOrElse(page -> line("page", page), this::advice);
  }

  private void advice() {
    console.print("--html FILE writes the whole card as a page, --json as data");
  }

  private void evaluation(CardContent.Figures figures) {
    figures.metrics().stream()
        .filter(metric -> metric.name().equals(figures.chief()))
        .forEach(metric -> line(metric.name(), told(metric) + " on " + figures.split()));
    List<Slice> worst = figures.worst();
    if (worst.isEmpty() && figures.slicesInAll() > 0) {
      line("worst", "no slice is worse than all rows");
    }
    worst.stream()
        .limit(MOST)
        .forEach(
            slice ->
                slice
                    .metric(figures.chief())
                    .ifPresent(metric -> line("worst", slice.name() + "  " + told(metric))));
  }

  private static String told(Metric metric) {
    String interval = metric.low().isPresent() && metric.high().isPresent() ? " [%.4g, %.4g]" : "";
    return String.format(
        Locale.ROOT,
        "%.4g" + interval,
        metric.value(),
        metric.low().orElse(0.0),
        metric.high().orElse(0.0));
  }

  private void line(String title, String text) {
    console.print(String.format(Locale.ROOT, "%-9s %s", title, text));
  }
}
