package dev.millrace.data.distance;

import java.util.Arrays;

/**
 * The first three cumulants of a divergence if all rows are dealt out at random.
 *
 * <p>Each category's count is hypergeometric, so the mean is exact. Counts depend on each other
 * only through their sum, which is fixed; what a sum of independent terms f would have, given that
 * sum, is to leading order what is left of each after its regression on its count (Morris, "Central
 * limit theorems for multinomial sums", Annals of Statistics 3 (1975)). The dependence that remains
 * is that of the squares: of k categories with shares s, the correlation matrix of the counts has k
 * − 1 as the trace of each of its powers where the diagonal alone gives Σ (1 − s)^r, and cumulants
 * of order r are raised by that ratio, which makes them those of χ² in the limit.
 */
record NullMoments(double mean, double variance, double third) {

  /** Beyond so many standard deviations there is nothing to add up. */
  private static final double REACH = 7;

  /**
   * A smooth function's sum over a bell-shaped curve needs no more points than so many a standard
   * deviation: the error of the trapezoid rule is then exp(−2π²·2²).
   */
  private static final double POINTS = 2;

  /** Sums of products of what differs from the mean, of a statistic's term and of the count. */
  private record Joint(
      double mean,
      double ff,
      double fc,
      double cc,
      double fff,
      double ffc,
      double fcc,
      double ccc) {

    double variance(double slope) {
      return ff - 2 * slope * fc + slope * slope * cc;
    }

    double third(double slope) {
      return fff - 3 * slope * ffc + 3 * slope * slope * fcc - slope * slope * slope * ccc;
    }
  }

  static NullMoments of(Divergence divergence, long[] pooled, long sizeOne) {
    long rows = Arrays.stream(pooled).sum();
    long[] sorted = pooled.clone();
    Arrays.sort(sorted);
    Joint[] joints = new Joint[sorted.length];
    double fc = 0;
    double cc = 0;
    for (int i = 0; i < sorted.length; i++) {
      joints[i] =
          i > 0 && sorted[i] == sorted[i - 1]
              ? joints[i - 1]
              : joint(divergence, new Hypergeometric(sorted[i], rows - sorted[i], sizeOne));
      fc += joints[i].fc();
      cc += joints[i].cc();
    }
    double slope = cc > 0 ? fc / cc : 0;
    double mean = 0;
    double variance = 0;
    double third = 0;
    double squares = 0;
    double cubes = 0;
    for (int i = 0; i < sorted.length; i++) {
      mean += joints[i].mean();
      variance += joints[i].variance(slope);
      third += joints[i].third(slope);
      double rest = 1 - (double) sorted[i] / rows;
      squares += rest * rest;
      cubes += rest * rest * rest;
    }
    double free = sorted.length - 1;
    return new NullMoments(mean, variance * free / squares, third * free / cubes);
  }

  private static Joint joint(Divergence divergence, Hypergeometric count) {
    double mean = count.mean();
    double deviation = Math.sqrt(count.variance());
    long step = Math.max(1, (long) (deviation / POINTS));
    long from = Math.max(count.least(), (long) Math.floor(mean - REACH * deviation - 2));
    long to = Math.min(count.most(), (long) Math.ceil(mean + REACH * deviation + 2));
    int points = (int) ((to - from) / step) + 1;
    double[] weights = new double[points];
    double[] terms = new double[points];
    double weight = 0;
    double term = 0;
    for (int i = 0; i < points; i++) {
      long at = from + i * step;
      weights[i] = StrictMath.exp(count.logProbability(at));
      terms[i] = divergence.term(at, count.marked());
      weight += weights[i];
      term += weights[i] * terms[i];
    }
    term /= weight;
    double[] sums = new double[7];
    for (int i = 0; i < points; i++) {
      double w = weights[i] / weight;
      double f = terms[i] - term;
      double c = from + i * step - mean;
      sums[0] += w * f * f;
      sums[1] += w * f * c;
      sums[2] += w * c * c;
      sums[3] += w * f * f * f;
      sums[4] += w * f * f * c;
      sums[5] += w * f * c * c;
      sums[6] += w * c * c * c;
    }
    return new Joint(term, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]);
  }

  PearsonThree shape() {
    return new PearsonThree(mean, variance, third / (variance * Math.sqrt(variance)));
  }
}
