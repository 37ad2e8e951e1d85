package dev.millrace.evaluation.metric;

/**
 * A weighted mean with a confidence interval.
 *
 * <p>The interval is Student's ("The probable error of a mean", Biometrika 6 (1908)); with weights,
 * the variance is that of a ratio estimator (Cochran, "Sampling Techniques", 3rd edition, 6.3),
 * which for equal weights is the same.
 *
 * <p>It takes rows for independent. Rows of one hour or place share what happened there, so the
 * true interval is wider; a bound that is barely cleared says little.
 *
 * @param rows how many values of positive weight it rests on
 * @param standardError NaN below {@value #LEAST_ROWS} rows, where no interval is computed
 * @param confidence that the two-sided interval covers the true mean: it is below {@link #low} with
 *     half the remaining probability
 */
public record MeanInterval(long rows, double mean, double standardError, double confidence) {

  /** Below this a mean of skewed losses is too far from normal for an interval. */
  public static final int LEAST_ROWS = 30;

  /** True if there were enough rows for an interval. */
  public boolean bounded() {
    return !Double.isNaN(standardError);
  }

  /** The lower bound; NaN where there is none. */
  public double low() {
    return mean - halfWidth();
  }

  /** The upper bound likewise. */
  public double high() {
    return mean + halfWidth();
  }

  private double halfWidth() {
    return bounded()
        ? StudentT.quantile((1 + confidence) / 2, rows - 1.0) * standardError
        : Double.NaN;
  }

  /**
   * @param weights finite, not negative
   * @param confidence between 0 and 1
   * @throws IllegalArgumentException if all weights are 0, or there is no row
   */
  static MeanInterval of(double[] values, double[] weights, double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence is between 0 and 1, not " + confidence);
    }
    long rows = 0;
    double totalWeight = 0;
    double total = 0;
    for (int row = 0; row < values.length; row++) {
      rows += weights[row] > 0 ? 1 : 0;
      totalWeight += weights[row];
      total += weights[row] * values[row];
    }
    if (rows == 0) {
      throw new IllegalArgumentException("there is no row of positive weight to take a mean of");
    }
    double mean = total / totalWeight;
    double error =
        rows < LEAST_ROWS ? Double.NaN : standardError(values, weights, mean, totalWeight, rows);
    return new MeanInterval(rows, mean, error, confidence);
  }

  private static double standardError(
      double[] values, double[] weights, double mean, double totalWeight, long rows) {
    double squares = 0;
    for (int row = 0; row < values.length; row++) {
      double residual = weights[row] * (values[row] - mean);
      squares += residual * residual;
    }
    return Math.sqrt(squares * rows / (rows - 1)) / totalWeight;
  }
}
