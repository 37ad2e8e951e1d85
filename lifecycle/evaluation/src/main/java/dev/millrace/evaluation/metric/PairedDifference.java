package dev.millrace.evaluation.metric;

import java.util.Arrays;
import java.util.Set;

/**
 * How much better a challenger is than a baseline on the same rows.
 *
 * <p>Both models meet the same easy and hard rows, so what counts is how the <em>differences</em>
 * vary, which is far less than the losses themselves do.
 *
 * @param improvement the mean over the rows of what the challenger saves: positive where it is
 *     better, whichever way the metric points
 */
public record PairedDifference(Metric metric, MeanInterval improvement) {

  /** The metrics that are means over rows, which alone can be compared row by row. */
  public static final Set<Metric> COMPARABLE =
      Set.of(Metric.LOG_LOSS, Metric.BRIER_SCORE, Metric.ACCURACY);

  /**
   * Compares two models' scores of the same rows, each row counting the same.
   *
   * @param confidence of the improvement's two-sided interval, between 0 and 1
   * @throws IllegalArgumentException if the metric is not {@link #COMPARABLE}, there is no row, the
   *     arrays do not fit, or a value is outside its domain
   */
  public static PairedDifference of(
      Metric metric, double[] challenger, double[] baseline, double[] labels, double confidence) {
    double[] equal = new double[labels.length];
    Arrays.fill(equal, 1);
    return of(metric, challenger, baseline, labels, equal, confidence);
  }

  /** Compares with rows weighted. */
  public static PairedDifference of(
      Metric metric,
      double[] challenger,
      double[] baseline,
      double[] labels,
      double[] weights,
      double confidence) {
    Domain.checkLabels(labels, challenger.length);
    Domain.checkLabels(labels, baseline.length);
    Domain.checkScores(challenger);
    Domain.checkScores(baseline);
    Domain.checkWeights(weights, labels.length);
    double[] saved = new double[labels.length];
    for (int row = 0; row < saved.length; row++) {
      saved[row] =
          cost(metric, baseline[row], labels[row]) - cost(metric, challenger[row], labels[row]);
    }
    return new PairedDifference(metric, MeanInterval.of(saved, weights, confidence));
  }

  /** What one row adds to a metric, turned so that less is better. */
  private static double cost(Metric metric, double score, double label) {
    return switch (metric) {
      case LOG_LOSS -> RowLoss.logLoss(score, label);
      case BRIER_SCORE -> RowLoss.squaredError(score, label);
      case ACCURACY -> 1 - RowLoss.correct(score, label);
      case AUC, PRECISION, RECALL, CALIBRATION, MEAN_PREDICTION, MEAN_LABEL, EXAMPLE_COUNT ->
          throw new IllegalArgumentException(metric.text() + " is not a mean over rows");
    };
  }
}
