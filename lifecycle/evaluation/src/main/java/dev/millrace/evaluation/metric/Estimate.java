package dev.millrace.evaluation.metric;

/**
 * A metric's value with how far it may be from what it would be on all rows there could be.
 *
 * @param value NaN where the rows do not define it
 * @param standardError NaN where it is not known
 * @param degreesOfFreedom that the standard error rests on
 */
public record Estimate(double value, double standardError, int degreesOfFreedom) {

  /** A value of which no more is known. */
  public static Estimate exact(double value) {
    return new Estimate(value, Double.NaN, 0);
  }

  static Estimate of(MeanInterval interval) {
    return new Estimate(
        interval.mean(),
        interval.bounded() ? interval.standardError() : Double.NaN,
        (int) Math.min(Integer.MAX_VALUE, interval.rows() - 1));
  }

  public boolean defined() {
    return !Double.isNaN(value);
  }

  /** Whether there is an interval. */
  public boolean bounded() {
    return defined() && !Double.isNaN(standardError);
  }

  /** The lower bound of Student's two-sided interval; NaN where there is none. */
  public double low(double confidence) {
    return value - halfWidth(confidence);
  }

  /** The upper bound likewise. */
  public double high(double confidence) {
    return value + halfWidth(confidence);
  }

  private double halfWidth(double confidence) {
    return bounded()
        ? StudentT.quantile((1 + confidence) / 2, degreesOfFreedom) * standardError
        : Double.NaN;
  }
}
