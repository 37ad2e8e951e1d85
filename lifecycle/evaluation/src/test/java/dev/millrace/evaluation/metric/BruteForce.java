package dev.millrace.evaluation.metric;

import java.util.function.IntToDoubleFunction;

/** The metrics straight from their definitions, AUC by looking at every pair. */
final class BruteForce {

  private BruteForce() {}

  static double value(Metric metric, Rows rows) {
    double[] s = rows.scores();
    double[] y = rows.labels();
    return switch (metric) {
      case AUC -> auc(rows);
      case LOG_LOSS ->
          mean(
              rows,
              row -> {
                double p = Math.min(Math.max(s[row], 1e-7), 1 - 1e-7);
                return -(y[row] * Math.log(p) + (1 - y[row]) * Math.log(1 - p));
              });
      case ACCURACY -> mean(rows, row -> (s[row] > 0.5 ? 1 : 0) == y[row] ? 1 : 0);
      case PRECISION ->
          sum(rows, row -> s[row] > 0.5 ? y[row] : 0) / sum(rows, row -> s[row] > 0.5 ? 1 : 0);
      case RECALL -> sum(rows, row -> s[row] > 0.5 ? y[row] : 0) / sum(rows, row -> y[row]);
      case BRIER_SCORE -> mean(rows, row -> Math.pow(s[row] - y[row], 2));
      case CALIBRATION ->
          sum(rows, row -> y[row]) == 0
              ? Double.NaN
              : mean(rows, row -> s[row]) / mean(rows, row -> y[row]);
      case MEAN_PREDICTION -> mean(rows, row -> s[row]);
      case MEAN_LABEL -> mean(rows, row -> y[row]);
      case EXAMPLE_COUNT -> rows.size();
    };
  }

  private static double auc(Rows rows) {
    double won = 0;
    double pairs = 0;
    for (int positive = 0; positive < rows.size(); positive++) {
      for (int negative = 0; negative < rows.size(); negative++) {
        if (rows.labels()[positive] == 1 && rows.labels()[negative] == 0) {
          double weight = rows.weights()[positive] * rows.weights()[negative];
          int order = Double.compare(rows.scores()[positive], rows.scores()[negative]);
          won += weight * (order > 0 ? 1 : order == 0 ? 0.5 : 0);
          pairs += weight;
        }
      }
    }
    return won / pairs;
  }

  private static double mean(Rows rows, IntToDoubleFunction term) {
    return sum(rows, term) / sum(rows, row -> 1);
  }

  private static double sum(Rows rows, IntToDoubleFunction term) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      sum += rows.weights()[row] * term.applyAsDouble(row);
    }
    return sum;
  }
}
