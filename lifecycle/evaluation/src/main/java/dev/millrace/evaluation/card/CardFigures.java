package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent.Bin;
import dev.millrace.core.api.CardContent.Figures;
import dev.millrace.core.api.CardContent.Found;
import dev.millrace.core.api.CardContent.Metric;
import dev.millrace.core.api.CardContent.Slice;
import dev.millrace.evaluation.report.EvaluationFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a card tells of an evaluation, read from its file as any version of the program has written
 * it.
 */
final class CardFigures {

  private static final int WORST = 8;

  /** The chief metric of each task: the first that the evaluation has. */
  private static final List<String> CHIEF = List.of("log_loss", "rmse", "ndcg", "accuracy", "auc");

  private static final Set<String> LOWER = Set.of("log_loss", "rmse");

  private CardFigures() {}

  static Figures of(JsonNode tree) {
    JsonNode model = tree.path("model");
    List<Metric> metrics = metrics(model);
    String chief =
        CHIEF.stream()
            .filter(name -> model.path("metrics").has(name))
            .findFirst()
            .orElseGet(() -> metrics.isEmpty() ? "" : metrics.getFirst().name());
    List<Slice> slices = tree.path("slices").valueStream().map(CardFigures::slice).toList();
    return new Figures(
        tree.path("split").asString(""),
        tree.path("rows").asLong(0),
        tree.path("confidence").asDouble(0),
        chief,
        LOWER.contains(chief),
        metrics,
        slices,
        worst(slices, chief),
        tree.path("found_slices").valueStream().map(CardFigures::found).toList(),
        calibration(model));
  }

  private static List<Slice> worst(List<Slice> slices, String chief) {
    Comparator<Slice> byValue =
        Comparator.comparingDouble(slice -> slice.metric(chief).orElseThrow().value());
    return slices.stream()
        .filter(slice -> slice.metric(chief).isPresent())
        .sorted(LOWER.contains(chief) ? byValue.reversed() : byValue)
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
