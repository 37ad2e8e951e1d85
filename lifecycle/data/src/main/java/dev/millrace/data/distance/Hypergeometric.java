package dev.millrace.data.distance;

import java.util.random.RandomGenerator;

/**
 * How many rows of a category fall into the first set, if all rows are dealt out at random.
 *
 * @param marked rows of the category
 * @param unmarked all other rows
 * @param draws rows of the first set
 */
record Hypergeometric(long marked, long unmarked, long draws) {

  /** From this standard deviation on, tails are taken from Edgeworth's expansion. */
  private static final double WIDE = 150;

  /** Beyond so many standard deviations the expansion is no longer near, and few terms count. */
  private static final double FAR = 6;

  private static final double NEGLIGIBLE = 1e-12;

  long least() {
    return Math.max(0, draws - unmarked);
  }

  long most() {
    return Math.min(marked, draws);
  }

  double mean() {
    return (double) draws * marked / all();
  }

  private double all() {
    return (double) marked + unmarked;
  }

  double variance() {
    double n = all();
    return n <= 1 ? 0 : mean() * (unmarked / n) * ((n - draws) / (n - 1));
  }

  private double skewness() {
    double n = all();
    return (n - 2.0 * marked) * (n - 2.0 * draws) / (n * (n - 2)) / Math.sqrt(variance());
  }

  double logProbability(long count) {
    return choose(marked, count)
        + choose(unmarked, draws - count)
        - choose(marked + unmarked, draws);
  }

  private static double choose(long n, long k) {
    return LogFactorial.of(n) - LogFactorial.of(k) - LogFactorial.of(n - k);
  }

  /** P(X = count + 1) / P(X = count). */
  private double ratio(long count) {
    return ((double) (marked - count) * (draws - count))
        / ((double) (count + 1) * (unmarked - draws + count + 1));
  }

  /** The probability of at least so many. */
  double atLeast(long count) {
    if (count <= least()) {
      return 1;
    }
    if (count > most()) {
      return 0;
    }
    if (count <= mean()) {
      return Math.max(0, 1 - atMost(count - 1));
    }
    double deviation = Math.sqrt(variance());
    double z = (count - 0.5 - mean()) / deviation;
    if (deviation > WIDE && z < FAR) {
      return expansion(z, skewness());
    }
    double term = StrictMath.exp(logProbability(count));
    double sum = 0;
    for (long k = count; k <= most() && term > sum * NEGLIGIBLE; k++) {
      sum += term;
      term *= ratio(k);
    }
    return Math.min(1, sum);
  }

  /** The probability of at most so many. */
  double atMost(long count) {
    if (count >= most()) {
      return 1;
    }
    if (count < least()) {
      return 0;
    }
    if (count >= mean()) {
      return Math.max(0, 1 - atLeast(count + 1));
    }
    double deviation = Math.sqrt(variance());
    double z = (mean() - count - 0.5) / deviation;
    if (deviation > WIDE && z < FAR) {
      return expansion(z, -skewness());
    }
    double term = StrictMath.exp(logProbability(count));
    double sum = 0;
    for (long k = count; k >= least() && term > sum * NEGLIGIBLE; k--) {
      sum += term;
      term /= ratio(k - 1);
    }
    return Math.min(1, sum);
  }

  /**
   * The upper tail, continuity corrected by who calls, to the first order of Edgeworth's expansion;
   * the next order is of the size of the inverse variance. Feller, "An Introduction to Probability
   * Theory and Its Applications" II (1971), XVI.4.
   */
  private static double expansion(double z, double skewness) {
    return Math.clamp(Normal.upperTail(z) + skewness / 6 * (z * z - 1) * Normal.density(z), 0, 1);
  }

  /** A random count, by inversion from the mode outwards: a few times the deviation of steps. */
  long draw(RandomGenerator random) {
    if (least() == most()) {
      return least();
    }
    long mode = (long) ((draws + 1.0) * (marked + 1.0) / (all() + 2));
    mode = Math.clamp(mode, least(), most());
    double up = StrictMath.exp(logProbability(mode));
    double down = up;
    double left = random.nextDouble() - up;
    long above = mode;
    long below = mode;
    while (left > 0) {
      if (above == most() && below == least()) {
        return mode;
      }
      if (above < most()) {
        up *= ratio(above++);
        left -= up;
        if (left <= 0) {
          return above;
        }
      }
      if (below > least()) {
        down /= ratio(--below);
        left -= down;
        if (left <= 0) {
          return below;
        }
      }
    }
    return mode;
  }
}
