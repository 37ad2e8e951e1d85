package dev.millrace.data.distance;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A permutation test by drawing: rows of known categories are dealt out to two sets at random, as
 * often as it takes to know how rare a value of a statistic is.
 *
 * <p>Drawing ends when {@value #ENOUGH} values were at least as large as the one observed, the l-th
 * draw being the last: the p-value is then {@value #ENOUGH} / l, which is exactly valid (Besag and
 * Clifford, "Sequential Monte Carlo p-values", Biometrika 78 (1991)). So a large p-value, which
 * most are, costs few draws. After {@value #MOST} draws it ends in any case. A p-value smaller than
 * those draws can tell is extrapolated along a Pearson type III distribution with the mean, the
 * variance and the skewness of the draws, as control of the false-discovery rate among many
 * features needs p -values far smaller than a rate (the idea of Knijnenburg and others, "Fewer
 * permutations, more accurate P-values", Bioinformatics 25 (2009)), and never above the bound (e +
 * 1) / (draws + 1) that e draws as large give by themselves.
 *
 * <p>The seed is a function of the counts in either set: equal statistics have equal p-values, and
 * sets that differ in any way have draws of their own, as they must. With one fixed sample of draws
 * for all sets of the same sizes, its error would not average out over features.
 */
final class Permutations {

  private static final int ENOUGH = 16;
  private static final int MOST = 3_200;

  /** Sums that differ by rounding only are equal. */
  private static final double ROUNDING = 1e-11;

  private final long[] pooled;
  private final long draws;
  private final boolean ofOther;
  private final long rows;
  private final SplittableRandom random;

  /** Of how often each category is in the first set; large where the sets differ much. */
  interface Statistic {
    double of(long[] one);
  }

  /**
   * @param pooled how often each category is in both sets together
   * @param one how often each is in the first set
   */
  Permutations(long[] pooled, long[] one) {
    long size = Arrays.stream(one).sum();
    this.pooled = pooled;
    this.rows = Arrays.stream(pooled).sum();
    this.ofOther = 2 * size > rows;
    this.draws = ofOther ? rows - size : size;
    this.random =
        new SplittableRandom(((long) Arrays.hashCode(pooled) << 32) ^ Arrays.hashCode(one));
  }

  /** The probability of a statistic of at least so much. */
  double pValue(double observed, Statistic statistic) {
    double least = observed - ROUNDING * Math.abs(observed);
    double[] drawn = new double[MOST];
    long[] one = new long[pooled.length];
    int as = 0;
    for (int draw = 0; draw < MOST; draw++) {
      deal(one);
      drawn[draw] = statistic.of(one);
      as += drawn[draw] >= least ? 1 : 0;
      if (as == ENOUGH) {
        return (double) ENOUGH / (draw + 1);
      }
    }
    return extrapolated(observed, drawn, (as + 1.0) / (MOST + 1));
  }

  /** Deals out all rows so often; each time the first set's counts, good until the next. */
  void deals(int times, Consumer<long[]> to) {
    long[] one = new long[pooled.length];
    for (int i = 0; i < times; i++) {
      deal(one);
      to.accept(one);
    }
  }

  private static double extrapolated(double observed, double[] drawn, double bound) {
    PearsonThree shape = PearsonThree.of(drawn);
    Arrays.sort(drawn);
    double anchor = drawn[MOST - ENOUGH];
    double tail = shape.upperTail(anchor);
    if (tail <= 0) {
      return bound;
    }
    return Math.min(bound, shape.upperTail(observed) / tail * ENOUGH / MOST);
  }

  private void deal(long[] one) {
    long marked;
    long left = rows;
    long toDraw = draws;
    for (int i = 0; i < pooled.length; i++) {
      marked = pooled[i];
      left -= marked;
      long got = new Hypergeometric(marked, left, toDraw).draw(random);
      toDraw -= got;
      one[i] = ofOther ? marked - got : got;
    }
  }
}
