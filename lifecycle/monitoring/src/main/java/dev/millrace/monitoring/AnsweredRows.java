package dev.millrace.monitoring;

import dev.millrace.core.port.RequestLog;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.port.RequestLog.Prediction;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The predictions of a window, in the order of their ids, with the labels that are known. A
 * prediction that was logged twice counts once; of two labels of a prediction the later stands.
 */
final class AnsweredRows {

  private final TreeMap<String, Prediction> predictions = new TreeMap<>();
  private final Map<String, Label> labels = new HashMap<>();

  private AnsweredRows() {}

  static AnsweredRows read(RequestLog log, Window window) throws IOException {
    AnsweredRows rows = new AnsweredRows();
    log.flush();
    log.readPredictions(window.model(), window.from(), window.to(), rows::add);
    log.readLabels(window.model(), window.asOf(), rows::add);
    return rows;
  }

  private void add(Prediction prediction) {
    predictions.merge(
        prediction.prediction(),
        prediction,
        (one, other) -> one.recordedAt().isBefore(other.recordedAt()) ? other : one);
  }

  private void add(Label label) {
    if (predictions.containsKey(label.prediction())) {
      labels.merge(
          label.prediction(),
          label,
          (one, other) -> one.recordedAt().isAfter(other.recordedAt()) ? one : other);
    }
  }

  int count() {
    return predictions.size();
  }

  int labelled() {
    return labels.size();
  }

  /** The version that answered most rows; of two with as many, the newer. */
  int mainVersion() {
    Map<Integer, Integer> rows = new HashMap<>();
    predictions.values().forEach(row -> rows.merge(row.version(), 1, Integer::sum));
    return rows.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  List<Prediction> of(int version) {
    return predictions.values().stream().filter(row -> row.version() == version).toList();
  }

  /**
   * Scores and labels, row by row.
   *
   * @param output whose value is the score
   */
  Scored scored(String output) {
    double[] scores = new double[labels.size()];
    double[] truths = new double[labels.size()];
    int row = 0;
    for (Prediction prediction : predictions.values()) {
      JsonNode score = prediction.outputs().get(output);
      Label label = labels.get(prediction.prediction());
      if (score != null && label != null) {
        scores[row] = score.asDouble();
        truths[row] = label.value();
        row++;
      }
    }
    return new Scored(Arrays.copyOf(scores, row), Arrays.copyOf(truths, row));
  }

  /** What was predicted, and what was true. */
  record Scored(double[] scores, double[] labels) {}
}
