package dev.millrace.evaluation.metric;

/**
 * A weighted mean with what its confidence interval rests on.
 *
 * <p>The interval, {@link Estimate#of}, is Student's ("The probable error of a mean", Biometrika 6
 * (1908)); with weights, the variance is that of a ratio estimator (Cochran, "Sampling Techniques",
 * 3rd edition, 6.3), which for equal weights is the same.
 *
 * <p>It takes rows for independent. Rows of one hour or place share what happened there, so the
 * true interval is wider; a bound that is barely cleared says little.
 *
 * @param rows how many values of positive weight it rests on
 * @param standardError NaN below {@value #LEAST_ROWS} rows, where no interval is computed
 */
public record MeanInterval(long rows, double mean, double standardError) {

  /** Below this a mean of skewed losses is too far from normal for an interval. */
  public static final int LEAST_ROWS = 30;

  /** True if there were enough rows for an interval. */
  public boolean bounded() {
    return !Double.isNaN(standardError);
  }

  /**
   * @param weights finite, not negative
   * @throws IllegalArgumentException if all weights are 0, or there is no row
   */
  static MeanInterval of(double[] values, double[] weights) {
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
    return new MeanInterval(rows, mean, error);
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
