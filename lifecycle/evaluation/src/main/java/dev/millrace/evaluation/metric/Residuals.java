package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far a regression is off.
 *
 * @param low end of the middle 98 % of residuals, prediction less label
 * @param high the other end
 * @param counts weight by residual, in bins of equal width between the ends
 * @param byPrediction rows of neighbouring predictions, from the lowest up
 */
public record Residuals(
    double low, double high, double[] counts, List<CalibrationBin> byPrediction) {

  private static final int BINS = 40;
  private static final int GROUPS = 20;

  /** Absent where there are no rows. */
  public static Optional<Residuals> of(RegressionMeasure measure, Weights weights) {
    double[] predictions = measure.predictions();
    double[] labels = measure.labels();
    int rows = labels.length;
    if (rows == 0) {
      return Optional.empty();
    }
    double[] sorted = new double[rows];
    Arrays.setAll(sorted, row -> predictions[row] - labels[row]);
    Arrays.sort(sorted);
    double low = sorted[rows / 100];
    double high = sorted[rows - 1 - rows / 100];
    double[] counts = new double[BINS];
    for (int row = 0; row < rows; row++) {
      double residual = predictions[row] - labels[row];
      if (residual >= low && residual <= high) {
        double place = high > low ? (residual - low) / (high - low) * BINS : 0;
        counts[Math.min(BINS - 1, (int) place)] += weights.of(row);
      }
    }
    return Optional.of(new Residuals(low, high, counts, groups(measure, weights)));
  }

  private static List<CalibrationBin> groups(RegressionMeasure measure, Weights weights) {
    double[] predictions = measure.predictions();
    int[] order = ScoreOrder.descending(predictions);
    int rows = order.length;
    List<CalibrationBin> groups = new ArrayList<>();
    for (int group = GROUPS - 1; group >= 0; group--) {
      int start = (int) ((long) rows * group / GROUPS);
      int end = (int) ((long) rows * (group + 1) / GROUPS);
      double weight = 0;
      double predicted = 0;
      double happened = 0;
      for (int rank = start; rank < end; rank++) {
        double of = weights.of(order[rank]);
        weight += of;
        predicted += of * predictions[order[rank]];
        happened += of * measure.labels()[order[rank]];
      }
      if (weight > 0) {
        groups.add(
            new CalibrationBin(
                predictions[order[end - 1]],
                predictions[order[start]],
                end - start,
                predicted / weight,
                happened / weight));
      }
    }
    return groups;
  }
}
