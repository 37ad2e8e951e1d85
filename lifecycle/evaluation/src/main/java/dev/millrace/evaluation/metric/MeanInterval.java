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
 * @param low NaN below {@value #LEAST_ROWS} rows, where no interval is computed
 * @param high NaN likewise
 * @param confidence that the two-sided interval covers the true mean: it is below {@code low} with
 *     half the remaining probability
 */
public record MeanInterval(long rows, double mean, double low, double high, double confidence) {

  /** Below this a mean of skewed losses is too far from normal for an interval. */
  public static final int LEAST_ROWS = StudentT.LEAST_DEGREES_OF_FREEDOM + 1;

  /** True if there were enough rows for an interval. */
  public boolean bounded() {
    return !Double.isNaN(low);
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
    if (rows < LEAST_ROWS) {
      return new MeanInterval(rows, mean, Double.NaN, Double.NaN, confidence);
    }
    double halfWidth =
        StudentT.quantile((1 + confidence) / 2, rows - 1.0)
            * standardError(values, weights, mean, totalWeight, rows);
    return new MeanInterval(rows, mean, mean - halfWidth, mean + halfWidth, confidence);
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
