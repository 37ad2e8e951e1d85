package dev.millrace.evaluation.metric;

/** How likely a standard normal variable is beyond a value. */
public final class NormalTail {

  /** From here on the continued fraction is the better of the two. */
  private static final double FAR = 3;

  private static final int TERMS = 120;

  private NormalTail() {}

  /**
   * The probability of more than x: near 0 by the series of Marsaglia, "Evaluating the normal
   * distribution", Journal of Statistical Software 11 (2004); in the tail by the continued fraction
   * of Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.14.
   */
  public static double above(double x) {
    if (x < 0) {
      return 1 - above(-x);
    }
    double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (x < FAR) {
      double sum = x;
      double term = x;
      for (int i = 3; i < 2 * TERMS; i += 2) {
        term *= x * x / i;
        sum += term;
      }
      return 0.5 - density * sum;
    }
    double fraction = x;
    for (int i = TERMS; i > 0; i--) {
      fraction = x + i / fraction;
    }
    return density / fraction;
  }
}
