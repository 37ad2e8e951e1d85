package dev.millrace.evaluation.metric;

/**
 * A metric's value with how far it may be from what it would be on all rows there could be.
 *
 * @param value NaN where the rows do not define it
 * @param standardError NaN where it is not known
 * @param degreesOfFreedom that the standard error rests on
 * @param limits that the interval is cut off at
 */
public record Estimate(double value, double standardError, int degreesOfFreedom, Limits limits) {

  /** A value that may be any number. */
  public Estimate(double value, double standardError, int degreesOfFreedom) {
    this(value, standardError, degreesOfFreedom, Limits.NONE);
  }

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

  /** The same, with an interval that stays where the value can lie. */
  public Estimate within(Limits other) {
    return new Estimate(value, standardError, degreesOfFreedom, other);
  }

  public boolean defined() {
    return !Double.isNaN(value);
  }

  /** Whether there is an interval. */
  public boolean bounded() {
    return defined() && !Double.isNaN(standardError);
  }

  /** The lower bound of Student's two-sided interval within the limits; NaN where there is none. */
  public double low(double confidence) {
    return limits.hold(value - halfWidth(confidence));
  }

  /** The upper bound likewise. */
  public double high(double confidence) {
    return limits.hold(value + halfWidth(confidence));
  }

  private double halfWidth(double confidence) {
    return bounded()
        ? StudentT.quantile((1 + confidence) / 2, degreesOfFreedom) * standardError
        : Double.NaN;
  }
}
