package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.api.CardContent.Bin;
import dev.millrace.core.api.CardContent.Found;
import dev.millrace.core.api.CardContent.Metric;
import dev.millrace.core.api.CardContent.Slice;
import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.data.page.Plot;
import dev.millrace.data.page.Plot.Point;
import dev.millrace.data.page.Plot.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** How good a model was found to be, and where it is not. */
final class CardEvaluation {

  private static final int MOST_CLASSES = 40;
  private static final int FOUND = 8;

  private static final List<String> OF_CLASS =
      List.of("precision", "recall", "f1", "auc", "prevalence", "calibration");

  private final Markup to;
  private final CardContent card;

  CardEvaluation(Markup to, CardContent card) {
    this.to = to;
    this.card = card;
  }

  void write() {
    card.evaluation()
        .ifPresentOrElse(
            this::write,
            () -> {
              to.open("section").element("h2", "Quality");
              to.element("p", "No evaluation is kept.", "class", "none").close("section");
            });
  }

  private void write(CardContent.Figures figures) {
    to.open("section").element("h2", "Quality");
    to.element(
        "p",
        "On %s rows of %s; in brackets intervals of %s confidence."
            .formatted(
                Figures.count(figures.rows()),
                figures.split(),
                Figures.percent(figures.confidence())));
    metrics(figures, true);
    to.open("details").element("summary", "All metrics");
    metrics(figures, false);
    to.close("details").close("section");
    classes(figures);
    calibration(figures.calibration());
    limits(figures);
    slices(figures);
  }

  private void metrics(CardContent.Figures figures, boolean firstOnly) {
    List<Metric> shown =
        figures.metrics().stream()
            .filter(metric -> CardFigures.FIRST.contains(metric.name()) == firstOnly)
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    String id = firstOnly ? "metrics" : "more";
    CardPage.table(to, id, 1, List.of("metric", "value"));
    for (Metric metric : shown) {
      to.open("tr").open("th", "scope", "row").name(metric.name()).close("th");
      value(Optional.of(metric));
      to.close("tr");
    }
    CardPage.endTable(to);
  }

  private static String between(double low, double high) {
    return "[" + Figures.number(low) + ", " + Figures.number(high) + "]";
  }

  /** Of several classes: how well each is told from the others. */
  private void classes(CardContent.Figures figures) {
    Map<String, Metric> byName =
        figures.metrics().stream().collect(Collectors.toMap(Metric::name, metric -> metric));
    List<String> told =
        card.subject().classes().stream()
            .filter(each -> byName.containsKey(OF_CLASS.getFirst() + "/" + each))
            .toList();
    if (told.isEmpty()) {
      return;
    }
    to.open("section").element("h2", "By class");
    CardPage.table(to, "classes", 1, Stream.concat(Stream.of("class"), OF_CLASS.stream()).toList());
    for (String each : told.stream().limit(MOST_CLASSES).toList()) {
      to.open("tr").element("th", CardPage.clipped(each), "scope", "row");
      OF_CLASS.forEach(name -> value(Optional.ofNullable(byName.get(name + "/" + each))));
      to.close("tr");
    }
    CardPage.endTable(to);
    to.element(
        "p",
        "Calibration is the share that was predicted over the share that was found: 1 is right.",
        "class",
        "none");
    if (told.size() > MOST_CLASSES) {
      to.element("p", "The first " + MOST_CLASSES + " of " + told.size() + ".", "class", "none");
    }
    to.close("section");
  }

  /** A value over its interval. */
  private void value(Optional<Metric> metric) {
    to.open("td", "class", "figure");
    to.text(metric.map(each -> Figures.number(each.value())).orElse("–"));
    metric
        .flatMap(each -> each.low().map(low -> between(low, each.high().orElse(low))))
        .ifPresent(interval -> to.element("span", interval, "class", "type"));
    to.close("td");
  }

  private void calibration(List<Bin> bins) {
    if (bins.isEmpty()) {
      return;
    }
    double low = ends(bins).min().orElse(0);
    double high = ends(bins).max().orElse(1);
    if (low >= 0 && high <= 1) {
      low = 0;
      high = Math.min(1, Math.ceil(high * 10) / 10);
    }
    List<Point> points =
        bins.stream().map(bin -> new Point(bin.prediction(), bin.label())).toList();
    to.open("section", "id", "calibration").element("h2", "Calibration");
    to.open("div", "class", "plots");
    Plot.begin(
            to,
            "What was predicted and what happened",
            new Range(low, high, "mean prediction"),
            new Range(low, high, "mean label"))
        .line("nil", List.of(new Point(low, low), new Point(high, high)))
        .line("a", points)
        .dots("a", points)
        .end();
    to.open("div");
    CardPage.table(to, "bins", 0, List.of("rows", "mean prediction", "mean label"));
    for (Bin bin : bins) {
      to.open("tr").element("td", Figures.count(bin.rows()), "class", "figure");
      to.element("td", Figures.number(bin.prediction()), "class", "figure");
      to.element("td", Figures.number(bin.label()), "class", "figure").close("tr");
    }
    CardPage.endTable(to);
    to.close("div").close("div").close("section");
  }

  private static DoubleStream ends(List<Bin> bins) {
    return bins.stream().flatMapToDouble(bin -> DoubleStream.of(bin.prediction(), bin.label()));
  }

  private void limits(CardContent.Figures figures) {
    to.open("section", "id", "limits").element("h2", "Limits");
    if (figures.found().isEmpty()) {
      to.element("p", "No slice was found on which it is significantly worse.", "class", "none");
    } else {
      to.element("p", "Found by search: it is significantly worse on these rows.");
      CardPage.table(to, "found", 1, List.of("rows where", "rows", "mean loss", "of all others"));
      for (Found found : figures.found().stream().limit(FOUND).toList()) {
        to.open("tr").element("th", CardPage.clipped(found.name()), "scope", "row");
        to.element("td", Figures.count(found.rows()), "class", "figure");
        to.element("td", Figures.number(found.lossIn()), "class", "figure");
        to.element("td", Figures.number(found.lossOut()), "class", "figure").close("tr");
      }
      CardPage.endTable(to);
      if (figures.found().size() > FOUND) {
        int more = figures.found().size() - FOUND;
        to.element("p", "And " + more + " more, in the card's JSON.", "class", "none");
      }
    }
    worst(figures);
    to.element(
        "p",
        "The ranges that it has seen in training are below, under training data.",
        "class",
        "none");
    to.close("section");
  }

  private void worst(CardContent.Figures figures) {
    if (!figures.worst().isEmpty()) {
      to.element(
          "p",
          "The slices with the %s %s, of those where it is worse than of all rows:"
              .formatted(figures.lowerIsBetter() ? "highest" : "lowest", figures.chief()));
      table("worst", figures.chief(), figures.worst());
    } else if (figures.slicesInAll() > 0) {
      to.element(
          "p", "On no slice is " + figures.chief() + " worse than of all rows.", "class", "none");
    }
  }

  private void slices(CardContent.Figures figures) {
    if (figures.slices().isEmpty()) {
      return;
    }
    to.open("section").element("h2", "By slice");
    to.open("details", "open", "").element("summary", figures.chief() + " of each slice");
    table("slices", figures.chief(), figures.slices());
    to.close("details");
    if (figures.slices().size() < figures.slicesInAll()) {
      to.element(
          "p",
          "The %d largest of %s slices, and those that thresholds are on; all, with all their metrics, are in %s of the evaluation, whose digest is below."
              .formatted(
                  CardFigures.MOST, Figures.count(figures.slicesInAll()), CardSources.EVALUATION),
          "class",
          "none");
    }
    to.close("section");
  }

  private void table(String id, String chief, List<Slice> slices) {
    CardPage.table(to, id, 1, List.of("slice", "rows", chief));
    for (Slice slice : slices) {
      to.open("tr").element("th", CardPage.clipped(slice.name()), "scope", "row");
      to.element("td", Figures.count((long) CardFigures.rows(slice)), "class", "figure");
      value(slice.metric(chief));
      to.close("tr");
    }
    CardPage.endTable(to);
  }
}
