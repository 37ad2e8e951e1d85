package dev.millrace.monitoring;

import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.evaluation.metric.BinaryMetrics;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Predictions by id, with the labels that are known of them. Of several labels of one prediction
 * the one that became known last stands, and of those the one recorded last.
 */
final class Scores {

  private static final Comparator<Label> LATER =
      Comparator.comparing(Label::eventTime).thenComparing(Label::recordedAt);

  private final Map<String, OptionalDouble> scores = new HashMap<>();

  /** By prediction id, so that sums are always taken in one order. */
  private final TreeMap<String, Label> labels = new TreeMap<>();

  /** Notes a prediction; false if it was noted before. */
  boolean add(String prediction, OptionalDouble score) {
    return scores.putIfAbsent(prediction, score) == null;
  }

  /** Notes a label, if its prediction was noted. */
  void add(Label label) {
    if (scores.containsKey(label.prediction())) {
      labels.merge(
          label.prediction(),
          label,
          (known, further) -> LATER.compare(known, further) > 0 ? known : further);
    }
  }

  long rows() {
    return scores.size();
  }

  long labelled() {
    return labels.size();
  }

  /** Of the rows that have both a score and a label, by metric; empty if there are none. */
  Map<String, Double> performance() {
    double[] predicted = new double[labels.size()];
    double[] actual = new double[labels.size()];
    int rows = 0;
    for (Map.Entry<String, Label> label : labels.entrySet()) {
      OptionalDouble score = scores.getOrDefault(label.getKey(), OptionalDouble.empty());
      if (score.isPresent()) {
        predicted[rows] = score.getAsDouble();
        actual[rows] = label.getValue().value();
        rows++;
      }
    }
    return rows == 0
        ? Map.of()
        : BinaryMetrics.of(Arrays.copyOf(predicted, rows), Arrays.copyOf(actual, rows)).byName();
  }
}
