package dev.millrace.evaluation.page;

import dev.millrace.data.page.Markup;
import dev.millrace.data.page.Plot;
import dev.millrace.data.page.Plot.Point;
import dev.millrace.data.page.Plot.Range;
import dev.millrace.evaluation.metric.BinaryCurves;
import dev.millrace.evaluation.metric.CalibrationBin;
import dev.millrace.evaluation.metric.CurvePoint;
import dev.millrace.evaluation.metric.Residuals;
import dev.millrace.evaluation.report.EvaluationReport;
import dev.millrace.evaluation.report.EvaluationReport.ModelFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The pictures of a model, with those of the baseline in them. */
final class Curves {

  private static final List<String> COLOURS = List.of("a", "b");

  private final Markup to;

  Curves(Markup to) {
    this.to = to;
  }

  void write(EvaluationReport report) {
    List<ModelFigures> models =
        Stream.concat(Stream.of(report.model()), report.baseline().stream()).toList();
    List<BinaryCurves> binary =
        models.stream().map(ModelFigures::curves).flatMap(Optional::stream).toList();
    List<Residuals> residuals =
        models.stream().map(ModelFigures::residuals).flatMap(Optional::stream).toList();
    if (binary.isEmpty() && residuals.isEmpty()) {
      return;
    }
    to.open("section").element("h2", "Curves").open("div", "class", "plots");
    if (!binary.isEmpty()) {
      ofScores(binary);
    }
    if (!residuals.isEmpty()) {
      ofResiduals(residuals);
    }
    to.close("div").close("section");
  }

  private void ofScores(List<BinaryCurves> models) {
    Plot roc =
        Plot.begin(to, "ROC", Range.share("false positive rate"), Range.share("recall"))
            .line("nil", List.of(new Point(0, 0), new Point(1, 1)));
    each(models, roc, curves -> points(curves, CurvePoint::fallOut, CurvePoint::recall, true))
        .end();
    Plot precision =
        Plot.begin(to, "Precision and recall", Range.share("recall"), Range.share("precision"));
    each(
            models,
            precision,
            curves -> points(curves, CurvePoint::recall, CurvePoint::precision, false))
        .end();
    calibration(models);
    thresholds(models.getFirst());
    scores(models.getFirst());
  }

  private static <T> Plot each(List<T> models, Plot plot, Function<T, List<Point>> line) {
    for (int model = 0; model < models.size(); model++) {
      plot.line(COLOURS.get(model), line.apply(models.get(model)));
    }
    return plot;
  }

  private static List<Point> points(
      BinaryCurves curves,
      Function<CurvePoint, Double> across,
      Function<CurvePoint, Double> up,
      boolean fromOrigin) {
    List<Point> points = new ArrayList<>(fromOrigin ? List.of(new Point(0, 0)) : List.of());
    curves.points().forEach(p -> points.add(new Point(across.apply(p), up.apply(p))));
    return points;
  }

  private void calibration(List<BinaryCurves> models) {
    double most =
        models.stream()
            .flatMap(curves -> curves.calibration().stream())
            .flatMap(bin -> Stream.of(bin.meanPrediction(), bin.meanLabel()))
            .filter(Double::isFinite)
            .max(Double::compare)
            .orElse(1.0);
    double end = Math.min(1, Math.ceil(most * 10) / 10);
    Plot plot =
        Plot.begin(
                to,
                "Calibration",
                new Range(0, end, "mean prediction"),
                new Range(0, end, "mean label"))
            .line("nil", List.of(new Point(0, 0), new Point(end, end)));
    each(models, plot, curves -> bins(curves.calibration()));
    for (int model = 0; model < models.size(); model++) {
      plot.dots(COLOURS.get(model), bins(models.get(model).calibration()));
    }
    plot.end();
  }

  private static List<Point> bins(List<CalibrationBin> bins) {
    return bins.stream().map(bin -> new Point(bin.meanPrediction(), bin.meanLabel())).toList();
  }

  private void thresholds(BinaryCurves model) {
    Plot plot =
        Plot.begin(
            to,
            "By threshold: precision solid, recall dashed, accuracy dotted",
            Range.share("decision threshold"),
            Range.share("rate"));
    plot.line("a", points(model, CurvePoint::threshold, CurvePoint::precision, false));
    plot.line("a dash", points(model, CurvePoint::threshold, CurvePoint::recall, false));
    plot.line("a dot", points(model, CurvePoint::threshold, CurvePoint::accuracy, false)).end();
  }

  private void scores(BinaryCurves model) {
    double[] positive = shares(model.positiveScores());
    double[] negative = shares(model.negativeScores());
    double most =
        Math.max(Arrays.stream(positive).max().orElse(1), Arrays.stream(negative).max().orElse(1));
    Plot.begin(
            to,
            "Scores of positive rows (filled) and negative rows (outline)",
            Range.share("score"),
            new Range(0, Math.max(most, 1e-9), "share of their rows"))
        .bars("a", positive)
        .bars("out", negative)
        .end();
  }

  private static double[] shares(double[] weights) {
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> total == 0 ? 0 : weight / total).toArray();
  }

  private void ofResiduals(List<Residuals> models) {
    Residuals model = models.getFirst();
    double[] shares = shares(model.counts());
    Plot.begin(
            to,
            "Residuals, the middle 98 %",
            new Range(model.low(), model.high(), "prediction less label"),
            new Range(0, Arrays.stream(shares).max().orElse(1), "share of rows"))
        .bars("a", shares)
        .end();
    List<Point> all = models.stream().flatMap(each -> bins(each.byPrediction()).stream()).toList();
    double least = all.stream().mapToDouble(p -> Math.min(p.across(), p.up())).min().orElse(0);
    double most = all.stream().mapToDouble(p -> Math.max(p.across(), p.up())).max().orElse(1);
    Plot plot =
        Plot.begin(
                to,
                "Twentieths of the rows by prediction",
                new Range(least, most, "mean prediction"),
                new Range(least, most, "mean label"))
            .line("nil", List.of(new Point(least, least), new Point(most, most)));
    each(models, plot, each -> bins(each.byPrediction()));
    plot.dots("a", bins(model.byPrediction())).end();
  }
}
