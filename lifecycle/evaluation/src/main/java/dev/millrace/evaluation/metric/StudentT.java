package dev.millrace.evaluation.metric;

/** Quantiles of Student's t distribution, for intervals of a mean. */
final class StudentT {

  /** Below this the series is not accurate enough, nor would the interval be. */
  static final int LEAST_DEGREES_OF_FREEDOM = 19;

  private StudentT() {}

  /**
   * The value below which a t-distributed variable stays with the given probability: the expansion
   * around the normal quantile of Abramowitz and Stegun, "Handbook of Mathematical Functions",
   * 26.7.5. Absolute error below 1e-4 for probabilities up to 0.9995, below 1e-5 from 29 degrees of
   * freedom on.
   */
  static double quantile(double probability, double degreesOfFreedom) {
    if (degreesOfFreedom < LEAST_DEGREES_OF_FREEDOM) {
      throw new IllegalArgumentException("too few degrees of freedom: " + degreesOfFreedom);
    }
    double x = NormalQuantile.of(probability);
    double x2 = x * x;
    double g1 = x * (x2 + 1) / 4;
    double g2 = x * ((5 * x2 + 16) * x2 + 3) / 96;
    double g3 = x * (((3 * x2 + 19) * x2 + 17) * x2 - 15) / 384;
    double g4 = x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / 92160;
    double n = degreesOfFreedom;
    return x + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
  }
}
