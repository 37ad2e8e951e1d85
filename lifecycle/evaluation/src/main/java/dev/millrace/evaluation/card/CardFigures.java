package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent.Bin;
import dev.millrace.core.api.CardContent.Figures;
import dev.millrace.core.api.CardContent.Found;
import dev.millrace.core.api.CardContent.Metric;
import dev.millrace.core.api.CardContent.Slice;
import dev.millrace.evaluation.report.EvaluationFigures;
import dev.millrace.evaluation.report.EvaluationReport.SmallSlices;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a card tells of an evaluation, read from its file as any version of the program has written
 * it.
 */
final class CardFigures {

  private static final int WORST = 8;

  /** What sums of the same rows in another order may differ by, as a share of them. */
  private static final double SAME = 1e-9;

  /** The chief metric of each task: the first that the evaluation has. */
  private static final List<String> CHIEF = List.of("log_loss", "rmse", "ndcg", "accuracy", "auc");

  private static final Set<String> LOWER = Set.of("log_loss", "rmse");

  /** Metrics that are looked at first. */
  static final Set<String> FIRST =
      Set.of(
          "auc",
          "auc_precision_recall",
          "log_loss",
          "accuracy",
          "f1_macro",
          "calibration",
          "mae",
          "rmse",
          "coefficient_of_determination",
          "ndcg",
          "mean_reciprocal_rank");

  /** Slices of each kind that a card keeps; an evaluation may have thousands. */
  static final int MOST = 40;

  static final String ROWS = "example_count";

  private CardFigures() {}

  /**
   * @param blessing of the model by that evaluation, as its file has it; empty if it is not known
   */
  static Figures of(JsonNode tree, JsonNode blessing) {
    JsonNode model = tree.path("model");
    List<Metric> metrics = metrics(model);
    String chief =
        CHIEF.stream()
            .filter(name -> model.path("metrics").has(name))
            .findFirst()
            .orElseGet(() -> metrics.isEmpty() ? "" : metrics.getFirst().name());
    Map<String, Set<String>> judged = judged(blessing);
    List<Slice> slices =
        tree.path("slices")
            .valueStream()
            .map(CardFigures::slice)
            .map(slice -> chiefly(slice, chief, judged.getOrDefault(slice.name(), Set.of())))
            .toList();
    return new Figures(
        tree.path("split").asString(""),
        tree.path("rows").asLong(0),
        tree.path("confidence").asDouble(0),
        chief,
        LOWER.contains(chief),
        metrics,
        kept(slices, judged.keySet()),
        slices.size(),
        worst(slices, chief, model.path("metrics").path(chief).asDouble(Double.NaN)),
        tree.path("found_slices").valueStream().map(CardFigures::found).toList(),
        calibration(model));
  }

  /** What slices were left out for being small, by slicing. */
  static List<SmallSlices> small(JsonNode tree) {
    return tree.path("small_slices")
        .valueStream()
        .map(
            small ->
                new SmallSlices(
                    small.path("keys").valueStream().map(JsonNode::asString).toList(),
                    small.path("min_slice_size").asInt(0),
                    small.path("groups").asInt(0),
                    small.path("rows").asLong(0)))
        .toList();
  }

  /** The metrics that thresholds are on, by slice. */
  private static Map<String, Set<String>> judged(JsonNode blessing) {
    return blessing
        .path("verdicts")
        .valueStream()
        .collect(
            Collectors.groupingBy(
                verdict -> verdict.path("slice").asString(""),
                Collectors.mapping(
                    verdict -> verdict.path("metric").asString(""), Collectors.toSet())));
  }

  private static Slice chiefly(Slice slice, String chief, Set<String> judged) {
    return new Slice(
        slice.name(),
        slice.metrics().stream()
            .filter(
                metric ->
                    metric.name().equals(ROWS)
                        || metric.name().equals(chief)
                        || FIRST.contains(metric.name())
                        || judged.contains(metric.name()))
            .toList());
  }

  private static List<Slice> kept(List<Slice> slices, Set<String> judged) {
    List<Slice> largest =
        slices.stream().sorted(Comparator.comparingDouble(CardFigures::rows).reversed()).toList();
    SequencedSet<Slice> kept = new LinkedHashSet<>();
    largest.stream().limit(MOST).forEach(kept::add);
    largest.stream().filter(slice -> judged.contains(slice.name())).limit(MOST).forEach(kept::add);
    return List.copyOf(kept);
  }

  static double rows(Slice slice) {
    return slice.metric(ROWS).map(Metric::value).orElse(0.0);
  }

  /**
   * @param all the chief metric of all rows; NaN if they have none
   */
  private static List<Slice> worst(List<Slice> slices, String chief, double all) {
    double sign = LOWER.contains(chief) ? -1 : 1;
    ToDoubleFunction<Slice> goodness =
        slice -> sign * slice.metric(chief).map(Metric::value).orElse(Double.NaN);
    return slices.stream()
        .filter(slice -> goodness.applyAsDouble(slice) < sign * all - SAME * Math.abs(all))
        .sorted(Comparator.comparingDouble(goodness))
        .limit(WORST)
        .toList();
  }

  private static Slice slice(JsonNode tree) {
    return new Slice(EvaluationFigures.name(tree), metrics(tree));
  }

  private static List<Metric> metrics(JsonNode tree) {
    JsonNode intervals = tree.path("intervals");
    return tree.path("metrics")
        .propertyStream()
        .filter(metric -> metric.getValue().isNumber())
        .map(
            metric ->
                new Metric(
                    metric.getKey(),
                    metric.getValue().doubleValue(),
                    bound(intervals.path(metric.getKey()).path(0)),
                    bound(intervals.path(metric.getKey()).path(1))))
        .toList();
  }

  private static Optional<Double> bound(JsonNode bound) {
    return bound.isNumber() ? Optional.of(bound.doubleValue()) : Optional.empty();
  }

  private static Found found(JsonNode tree) {
    return new Found(
        tree.path("conditions")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(" and ")),
        tree.path("rows").asLong(0),
        tree.path("loss_in").asDouble(0),
        tree.path("loss_out").asDouble(0));
  }

  /** Of a binary model by its scores, of a regression by its predictions. */
  private static List<Bin> calibration(JsonNode model) {
    JsonNode bins =
        model.path("curves").has("calibration")
            ? model.path("curves").path("calibration")
            : model.path("residuals").path("by_prediction");
    return bins.valueStream()
        .filter(bin -> bin.path("mean_label").isNumber() && bin.path("mean_prediction").isNumber())
        .map(
            bin ->
                new Bin(
                    bin.path("example_count").asLong(0),
                    bin.path("mean_prediction").doubleValue(),
                    bin.path("mean_label").doubleValue()))
        .toList();
  }
}
