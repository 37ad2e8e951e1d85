package dev.millrace.data.distance;

/**
 * The χ² distribution's upper tail, as the regularised incomplete gamma function Q(df/2, x/2): by
 * its series below the mean and its continued fraction, evaluated by Lentz's method, above.
 * Abramowitz and Stegun, "Handbook of Mathematical Functions", 6.5.29 and 6.5.31; ln Γ by Lanczos's
 * approximation with g = 7 and nine terms, within 1e-15 relatively.
 */
final class ChiSquare {

  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };
  private static final double LANCZOS_G = 7;
  private static final double EPSILON = 1e-16;
  private static final double TINY = 1e-300;
  private static final int MOST_TERMS = 100_000;

  private ChiSquare() {}

  /**
   * The probability of a value of at least x.
   *
   * @param degreesOfFreedom above 0, whole or not
   */
  static double upperTail(double x, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException(
          "a χ² distribution has no " + degreesOfFreedom + " degrees of freedom");
    }
    if (x <= 0) {
      return 1;
    }
    double a = degreesOfFreedom / 2;
    double z = x / 2;
    return z < a + 1 ? 1 - lowerBySeries(a, z) : upperByFraction(a, z);
  }

  private static double lowerBySeries(double a, double z) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < MOST_TERMS && Math.abs(term) > Math.abs(sum) * EPSILON; n++) {
      term *= z / (a + n);
      sum += term;
    }
    return sum * factor(a, z);
  }

  private static double upperByFraction(double a, double z) {
    double b = z + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double fraction = d;
    for (int n = 1; n < MOST_TERMS; n++) {
      double numerator = n * (a - n);
      b += 2;
      d = 1 / nonZero(numerator * d + b);
      c = nonZero(b + numerator / c);
      double step = c * d;
      fraction *= step;
      if (Math.abs(step - 1) < EPSILON) {
        break;
      }
    }
    return Math.clamp(fraction * factor(a, z), 0, 1);
  }

  private static double factor(double a, double z) {
    return StrictMath.exp(a * StrictMath.log(z) - z - logGamma(a));
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  private static double logGamma(double a) {
    double x = a - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x + i);
    }
    double t = x + LANCZOS_G + 0.5;
    return 0.5 * StrictMath.log(2 * Math.PI)
        + (x + 0.5) * StrictMath.log(t)
        - t
        + StrictMath.log(sum);
  }
}
