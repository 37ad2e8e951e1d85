package dev.millrace.benchmark.calibration;

import java.util.random.RandomGenerator;

/**
 * How many of some rows are of a kind that each is of with the same probability.
 *
 * <p>Few rows are drawn one by one; of many the number is found by inversion from the mode
 * outwards, a few times the deviation of steps. Shares nothing with the distances that it is used
 * to test.
 */
final class Binomial {

  /** Until then rows one by one are faster. */
  private static final int FEW = 24;

  private static final int TABLED = 1 << 12;
  private static final double[] LOG_FACTORIALS = table();

  private Binomial() {}

  /**
   * @param rows at least 0
   * @param share the probability, from 0 to 1
   */
  static long draw(RandomGenerator random, long rows, double share) {
    if (share > 0.5) {
      return rows - draw(random, rows, 1 - share);
    }
    if (share <= 0 || rows <= FEW) {
      long count = 0;
      for (long row = 0; share > 0 && row < rows; row++) {
        count += random.nextDouble() < share ? 1 : 0;
      }
      return count;
    }
    return inverted(rows, share, random.nextDouble());
  }

  private static long inverted(long rows, double share, double uniform) {
    long mode = (long) ((rows + 1) * share);
    double odds = share / (1 - share);
    double up = probability(rows, share, mode);
    double down = up;
    double left = uniform - up;
    long above = mode;
    long below = mode;
    while (left > 0 && (above < rows || below > 0)) {
      if (above < rows) {
        up *= odds * (rows - above) / (above + 1);
        above++;
        left -= up;
        if (left <= 0) {
          return above;
        }
      }
      if (below > 0) {
        down *= below / (odds * (rows - below + 1));
        below--;
        left -= down;
        if (left <= 0) {
          return below;
        }
      }
    }
    return mode;
  }

  private static double probability(long rows, double share, long count) {
    return Math.exp(
        logFactorial(rows)
            - logFactorial(count)
            - logFactorial(rows - count)
            + count * Math.log(share)
            + (rows - count) * Math.log1p(-share));
  }

  /** From the table, or by Stirling's series, whose first term left out is below 1e-20 there. */
  private static double logFactorial(long n) {
    if (n < TABLED) {
      return LOG_FACTORIALS[(int) n];
    }
    double x = n;
    double series = (1.0 / 12 - 1 / (360 * x * x)) / x;
    return (x + 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
  }

  private static double[] table() {
    double[] table = new double[TABLED];
    for (int n = 2; n < TABLED; n++) {
      table[n] = table[n - 1] + Math.log(n);
    }
    return table;
  }
}
