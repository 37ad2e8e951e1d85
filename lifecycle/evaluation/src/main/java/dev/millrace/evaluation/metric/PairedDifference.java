package dev.millrace.evaluation.metric;

/**
 * How much better a challenger is than a baseline on the same rows, by a metric that is a mean over
 * rows.
 *
 * <p>Both models meet the same easy and hard rows, so what counts is how the <em>differences</em>
 * vary, which is far less than the losses themselves do.
 *
 * @param improvement the mean over the rows of what the challenger gains: positive where it is
 *     better, whichever way the metric points
 */
public record PairedDifference(Metric metric, MeanInterval improvement) {

  /**
   * Compares two models' predictions of the same rows.
   *
   * @throws IllegalArgumentException if the metric is no mean over rows, or there is no row
   */
  public static PairedDifference of(
      Metric metric, Measure challenger, Measure baseline, Weights weights) {
    double[] gained = gained(metric, challenger, baseline);
    return new PairedDifference(metric, MeanInterval.of(gained, weights.base(gained.length)));
  }

  /** What the challenger gains on each row. */
  static double[] gained(Metric metric, Measure challenger, Measure baseline) {
    double[] gained = challenger.terms(metric);
    double[] other = baseline.terms(metric);
    if (gained.length != other.length) {
      throw new IllegalArgumentException(other.length + " rows beside " + gained.length);
    }
    for (int row = 0; row < gained.length; row++) {
      gained[row] = metric.direction().improvement(gained[row], other[row]);
    }
    return gained;
  }
}
