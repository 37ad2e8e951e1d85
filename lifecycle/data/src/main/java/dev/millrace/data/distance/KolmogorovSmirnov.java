package dev.millrace.data.distance;

import java.util.Arrays;

/**
 * The two-sample test of Kolmogorov and Smirnov, valid under ties.
 *
 * <p>In small sets the p-value is exact given the ties: the walk that steps through all rows in
 * order, and of them counts those of the first set, is followed with its probabilities, and what
 * reaches the observed difference at the end of a group of equal values is taken out; it adds up to
 * the p-value, so that tiny ones are exact, too. (Hodges, "The significance probability of the
 * Smirnov two-sample test", Arkiv för Matematik 3 (1958); with ties: Schröer and Trenkler, "Exact
 * and randomization distributions of Kolmogorov–Smirnov tests two or three samples", Computational
 * Statistics and Data Analysis 20 (1995).)
 *
 * <p>In large sets it is Kolmogorov's limit, with the correction for different sizes of Hodges's
 * (5.3). Under ties that is too large, never too small; of few different values the sum of the
 * exact tails at each of them, Bonferroni's bound, is smaller and still not too small.
 */
final class KolmogorovSmirnov {

  /** What a few milliseconds suffice for. */
  private static final double MOST_STEPS = 3e6;

  /** From this harmonic size m·n / (m + n) on, the limit is near. */
  private static final double LARGE = 1_000;

  /** With more, the bound is larger than the limit in any case. */
  private static final int FEW_VALUES = 20;

  /** Probability that no double could see beside that of the walk. */
  private static final double NOTHING = 1e-40;

  private KolmogorovSmirnov() {}

  static double pValue(Numbers numbers) {
    if (!numbers.bothFilled()) {
      return 1;
    }
    double m = numbers.sizeOne();
    double n = numbers.sizeOther();
    double difference = numbers.largestDifference();
    double harmonic = m * n / (m + n);
    double steps = 2 * difference * m * n;
    if (harmonic <= LARGE && steps <= MOST_STEPS) {
      return exact(numbers);
    }
    double limit = limit(difference * Math.sqrt(harmonic), Math.max(m, n), Math.min(m, n));
    return numbers.size() <= FEW_VALUES ? Math.min(limit, bound(numbers)) : limit;
  }

  /** The sum, over the values, of the probability of such a difference there. */
  static double bound(Numbers numbers) {
    long m = numbers.sizeOne();
    long rows = m + numbers.sizeOther();
    double largest = largest(numbers, m, numbers.sizeOther());
    double sum = 0;
    long passed = 0;
    for (int i = 0; i + 1 < numbers.size(); i++) {
      passed += numbers.one()[i] + numbers.other()[i];
      Hypergeometric below = new Hypergeometric(passed, rows - passed, m);
      double expected = (double) passed * m;
      sum += below.atLeast((long) Math.ceil((expected + largest) / rows));
      sum += below.atMost((long) Math.floor((expected - largest) / rows));
    }
    return Math.min(1, sum);
  }

  /**
   * @param z the difference times √(m·n / (m + n))
   */
  static double limit(double z, double larger, double smaller) {
    double correction =
        larger == smaller
            ? 0
            : 2
                * z
                * (larger + 2 * smaller)
                / (3 * Math.sqrt(larger * smaller * (larger + smaller)));
    if (z < 0.3) {
      return 1; // it is above 0.99999
    }
    double sum = 0;
    for (int k = 1; k < 20; k++) {
      double term = StrictMath.exp(-2.0 * k * k * z * z);
      sum += k % 2 == 1 ? term : -term;
    }
    return Math.clamp(2 * sum * StrictMath.exp(-correction), 0, 1);
  }

  static double exact(Numbers numbers) {
    long m = numbers.sizeOne();
    long n = numbers.sizeOther();
    Walk walk = new Walk((int) Math.min(m, n), m + n, largest(numbers, m, n));
    for (int i = 0; i < numbers.size(); i++) {
      walk.group(numbers.one()[i] + numbers.other()[i]);
    }
    return Math.min(1, walk.out);
  }

  /** The largest difference times m·n, a whole number. */
  private static long largest(Numbers numbers, long m, long n) {
    long below = 0;
    long all = 0;
    long largest = 0;
    for (int i = 0; i < numbers.size(); i++) {
      below += numbers.one()[i];
      all += numbers.one()[i] + numbers.other()[i];
      largest = Math.max(largest, Math.abs(below * (m + n) - all * m));
    }
    return largest;
  }

  /** Counts of the smaller set on the way through all rows, with their probabilities. */
  private static final class Walk {
    private final int m;
    private final long rows;
    private final long limit;
    private final double[] at;
    private int low;
    private int high;
    private long passed;
    private double out;

    Walk(int m, long rows, long limit) {
      this.m = m;
      this.rows = rows;
      this.limit = limit;
      at = new double[m + 2];
      at[0] = 1;
    }

    void group(long size) {
      for (long i = 0; i < size; i++) {
        step();
      }
      takeOut();
    }

    private void step() {
      double left = rows - passed;
      double others = rows - m - passed;
      for (int a = Math.min(high, m); a >= low; a--) {
        double here = at[a];
        at[a + 1] += here * ((m - a) / left);
        at[a] = here * (Math.max(0, others + a) / left);
      }
      high = Math.min(high + 1, m);
      passed++;
      while (low < high && at[low] < NOTHING) {
        at[low++] = 0;
      }
      while (high > low && at[high] < NOTHING) {
        at[high--] = 0;
      }
    }

    private void takeOut() {
      while (low <= high && passed * m - low * rows >= limit) {
        out += at[low];
        at[low++] = 0;
      }
      while (high >= low && high * rows - passed * m >= limit) {
        out += at[high];
        at[high--] = 0;
      }
      if (low > high) {
        Arrays.fill(at, 0);
        high = low = Math.min(low, m);
      }
    }
  }
}
