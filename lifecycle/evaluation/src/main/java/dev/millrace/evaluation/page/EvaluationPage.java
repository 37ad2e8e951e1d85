package dev.millrace.evaluation.page;

import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.data.page.SelfContained;
import dev.millrace.evaluation.blessing.Blessing;
import dev.millrace.evaluation.blessing.Verdict;
import dev.millrace.evaluation.metric.ModelDifference;
import dev.millrace.evaluation.report.EvaluationReport;
import dev.millrace.evaluation.report.EvaluationReport.ConfusionMatrix;
import dev.millrace.evaluation.report.EvaluationReport.ModelFigures;
import dev.millrace.evaluation.search.FoundSlice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** An evaluation as one HTML file that asks nothing of any server. Equal ones give equal bytes. */
public final class EvaluationPage {

  private static final String STYLE = resource("evaluation.css");
  private static final String SCRIPT = resource("evaluation.js");

  private static final int LONGEST = 120;

  private final Markup to;
  private final EvaluationReport report;
  private final Blessing blessing;

  private EvaluationPage(Markup to, EvaluationReport report, Blessing blessing) {
    this.to = to;
    this.report = report;
    this.blessing = blessing;
  }

  /** The look of plots and tables of figures, for other pages that have some. */
  public static String style() {
    return STYLE;
  }

  /** The page of what was found and decided. */
  public static String of(EvaluationReport report, Blessing blessing) {
    String title = "Evaluation of " + report.label() + " on " + report.split();
    return new SelfContained(title, STYLE, SCRIPT)
        .of(to -> new EvaluationPage(to, report, blessing).write());
  }

  private void write() {
    summary();
    verdicts();
    new MetricsTable(to).write(report, KeyMetrics.of(report, blessing));
    new Curves(to).write(report);
    confusion();
    report.difference().ifPresent(this::difference);
    found();
    new SlicesTable(to, report, blessing).write();
  }

  private void summary() {
    to.open("p", "class", blessing.blessed() ? "verdict" : "verdict bad");
    to.element("strong", blessing.blessed() ? "blessed" : "not blessed");
    String reason = blessing.reason();
    to.text(reason.substring(reason.indexOf(':') + 1)).close("p");
    to.open("div", "class", "sets");
    set("model", "a");
    if (report.baseline().isPresent()) {
      set("baseline", "b");
    }
    to.close("div");
  }

  private void set(String name, String colour) {
    ModelFigures figures = colour.equals("a") ? report.model() : report.baseline().orElseThrow();
    var metrics = figures.metrics();
    to.open("div", "class", "set " + colour + "s").element("h2", name).open("dl");
    term("rows", Figures.count(report.rows()));
    term("computed by", figures.runtime().words());
    KeyMetrics.of(report, blessing).stream()
        .filter(metrics::containsKey)
        .forEach(metric -> term(metric, Figures.number(metrics.getOrDefault(metric, 0.0))));
    to.close("dl").close("div");
  }

  private void term(String name, String text) {
    to.open("div").element("dt", name).element("dd", text).close("div");
  }

  private void verdicts() {
    if (blessing.verdicts().isEmpty()) {
      return;
    }
    table("Thresholds", "verdicts", List.of("metric", "slice", "asked", "found", ""));
    for (Verdict verdict : blessing.verdicts()) {
      to.open("tr").open("th", "scope", "row").name(verdict.metric()).close("th");
      to.element("td", verdict.slice().isEmpty() ? "all rows" : clipped(verdict.slice()));
      to.element("td", verdict.threshold()).element("td", verdict.found()).open("td");
      switch (verdict.outcome()) {
        case HELD -> to.element("span", "held", "class", "mark good");
        case FAILED -> to.element("span", "failed", "class", "mark");
        case MISSING -> to.element("span", "missing", "class", "mark");
        case NOT_APPLICABLE -> to.element("span", "not applicable", "class", "mark note");
      }
      to.close("td").close("tr");
    }
    endTable();
  }

  private void table(String title, String id, List<String> headings) {
    to.open("section").element("h2", title).open("div", "class", "wide");
    to.open("table", "class", "plain", "id", id).open("thead").open("tr");
    headings.forEach(heading -> to.element("th", heading));
    to.close("tr").close("thead").open("tbody");
  }

  private void endTable() {
    to.close("tbody").close("table").close("div").close("section");
  }

  private static String clipped(String text) {
    return Figures.clipped(text, LONGEST);
  }

  private void confusion() {
    report.model().confusionMatrix().or(this::ofDecisions).ifPresent(this::matrix);
  }

  private Optional<ConfusionMatrix> ofDecisions() {
    var metrics = report.model().metrics();
    if (!metrics.containsKey("true_positives")) {
      return Optional.empty();
    }
    double[][] weights = {
      {metrics.getOrDefault("true_negatives", 0.0), metrics.getOrDefault("false_positives", 0.0)},
      {metrics.getOrDefault("false_negatives", 0.0), metrics.getOrDefault("true_positives", 0.0)}
    };
    return Optional.of(new ConfusionMatrix(List.of("false", "true"), weights));
  }

  private void matrix(ConfusionMatrix matrix) {
    to.open("section").element("h2", "Confusion matrix").open("div", "class", "wide");
    to.open("table", "class", "plain matrix").open("thead").open("tr");
    to.element("th", "label ↓ decision →");
    matrix.classes().forEach(name -> to.element("th", Figures.clipped(name, 24)));
    to.close("tr").close("thead").open("tbody");
    for (int row = 0; row < matrix.classes().size(); row++) {
      double total = 0;
      for (double weight : matrix.weights()[row]) {
        total += weight;
      }
      to.open("tr").element("th", Figures.clipped(matrix.classes().get(row), 24), "scope", "row");
      for (int column = 0; column < matrix.weights()[row].length; column++) {
        double weight = matrix.weights()[row][column];
        double share = total == 0 ? 0 : weight / total;
        String shade = "s" + (int) Math.min(9, share * 10) + (row == column ? " right" : "");
        to.open("td", "class", "figure " + shade);
        to.text(Figures.number(weight)).element("span", Figures.percent(share), "class", "type");
        to.close("td");
      }
      to.close("tr");
    }
    endTable();
  }

  private void difference(ModelDifference difference) {
    to.open("section").element("h2", "Model and baseline on the same rows");
    to.open("dl", "class", "facts");
    difference
        .symmetricPredictionDifference()
        .ifPresent(value -> term("symmetric prediction difference", Figures.number(value)));
    difference
        .flips()
        .ifPresent(
            flips -> {
              term("decisions that differ", Figures.percent(flips.flipRate()));
              flips
                  .negativeToPositive()
                  .ifPresent(rate -> term("negative to positive", Figures.percent(rate)));
              flips
                  .positiveToNegative()
                  .ifPresent(rate -> term("positive to negative", Figures.percent(rate)));
              term("only the model is right", Figures.count(flips.onlyModelRight()) + " rows");
              term(
                  "only the baseline is right", Figures.count(flips.onlyBaselineRight()) + " rows");
              term("McNemar's p-value", pValue(flips.pValue()));
            });
    to.close("dl").close("section");
  }

  static String pValue(double p) {
    return p < 1e-16 ? "< 1e-16" : String.format(Locale.ROOT, "%.2g", p);
  }

  private void found() {
    if (report.foundSlices().isEmpty()) {
      return;
    }
    table(
        "Worst slices, found by search",
        "found",
        List.of("slice", "share", "mean loss", "of the rest", "effect", "p-value"));
    for (FoundSlice slice : report.foundSlices()) {
      to.open("tr").element("th", clipped(slice.name()), "scope", "row");
      to.element("td", Figures.percent(slice.share()), "class", "figure");
      to.element("td", Figures.number(slice.lossIn()), "class", "figure");
      to.element("td", Figures.number(slice.lossOut()), "class", "figure");
      to.element("td", Figures.number(slice.effect()), "class", "figure");
      to.element("td", pValue(slice.pValue()), "class", "figure").close("tr");
    }
    to.close("tbody").close("table").close("div");
    to.element(
        "p",
        "Searched for on one half of the rows, measured on the other, with the false-discovery"
            + " rate held to 5 %. The effect is in standard deviations of the loss.",
        "class",
        "none");
    to.close("section");
  }

  private static String resource(String name) {
    try (InputStream file =
        Objects.requireNonNull(EvaluationPage.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
