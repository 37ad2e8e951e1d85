package dev.millrace.data.distance;

/**
 * ln n!, from a table of the small ones and by Stirling's series for the others, whose first term
 * left out is below 1e-24 there. Abramowitz and Stegun, "Handbook of Mathematical Functions",
 * 6.1.41.
 */
final class LogFactorial {

  private static final int TABLED = 1 << 14;
  private static final double[] TABLE = table();
  private static final double HALF_LN_2_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private LogFactorial() {}

  static double of(long n) {
    if (n < TABLED) {
      return TABLE[(int) n];
    }
    double x = n;
    double inverse = 1 / x;
    double series = inverse * (1.0 / 12 - inverse * inverse * (1.0 / 360));
    return (x + 0.5) * StrictMath.log(x) - x + HALF_LN_2_PI + series;
  }

  private static double[] table() {
    double[] table = new double[TABLED];
    for (int n = 2; n < TABLED; n++) {
      table[n] = table[n - 1] + StrictMath.log(n);
    }
    return table;
  }
}
