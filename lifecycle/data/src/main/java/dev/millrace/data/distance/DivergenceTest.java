package dev.millrace.data.distance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The permutation test of a divergence that is a sum over categories: Jensen–Shannon's, the
 * population stability index, Pearson's χ².
 *
 * <p>Categories expected less than {@value #LEAST_EXPECTED} times in either set are first put
 * together (Cochran, "Some methods for strengthening the common χ² tests", Biometrics 10 (1954)):
 * each by itself is mostly noise, and together they can show a difference. The null distribution is
 * then, from the exact to the asymptotic: that of a single hypergeometric count, of two groups;
 * that of {@link Permutations}, of few groups with small counts; Pearson's type III with the
 * statistic's {@linkplain NullMoments moments}; and where all counts are large that of χ², as the
 * second-order term of each divergence is Pearson's statistic over a constant (Csiszár and Shields,
 * "Information Theory and Statistics: A Tutorial" (2004), section 4) and the next one is of the
 * size of the inverse count.
 */
final class DivergenceTest {

  static final double LEAST_EXPECTED = 5;

  /** Expected at least so often in either set, the term after χ² is lost in rounding. */
  private static final double LARGE = 2_000;

  /** Expected at least so often, or so many groups: moments tell enough. */
  private static final double SMOOTH = 40;

  private static final int MANY = 40;

  private final long[] pooled;
  private final long[] one;
  private final long sizeOne;
  private final long rows;
  private final Divergence divergence;

  private DivergenceTest(Measure measure, Categories groups) {
    this.pooled = groups.pooled();
    this.one = groups.one();
    this.sizeOne = groups.sizeOne();
    this.rows = sizeOne + groups.sizeOther();
    this.divergence = Divergence.of(measure, sizeOne, rows - sizeOne, pooled.length);
  }

  static DivergenceTest of(Measure measure, Categories categories) {
    return new DivergenceTest(measure, grouped(categories));
  }

  /**
   * The rarest categories put together until each group expects enough, so that as many are left to
   * compare as can be. Which are rare is judged by both sets together: the choice knows nothing of
   * their difference.
   */
  static Categories grouped(Categories categories) {
    double m = categories.sizeOne();
    double n = categories.sizeOther();
    double smaller = Math.min(m, n) / (m + n);
    List<long[]> groups = new ArrayList<>();
    long[] group = new long[2];
    for (int i : ascending(categories.pooled())) {
      group[0] += categories.one()[i];
      group[1] += categories.other()[i];
      if ((group[0] + group[1]) * smaller >= LEAST_EXPECTED) {
        groups.add(group);
        group = new long[2];
      }
    }
    if (group[0] + group[1] > 0) {
      long[] last = groups.isEmpty() ? new long[2] : groups.removeLast();
      groups.add(new long[] {last[0] + group[0], last[1] + group[1]});
    }
    return new Categories(
        groups.stream().mapToLong(counts -> counts[0]).toArray(),
        groups.stream().mapToLong(counts -> counts[1]).toArray());
  }

  /** Places in ascending order of their counts, equal ones as they come. */
  private static int[] ascending(long[] counts) {
    Integer[] places = new Integer[counts.length];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, (a, b) -> Long.compare(counts[a], counts[b]));
    return Arrays.stream(places).mapToInt(i -> i).toArray();
  }

  double pValue() {
    if (sizeOne == 0 || sizeOne == rows || pooled.length < 2) {
      return 1;
    }
    double observed = statistic(one);
    if (pooled.length == 2) {
      return ofTwo(observed);
    }
    double leastExpected =
        (double) Arrays.stream(pooled).min().orElseThrow()
            * Math.min(sizeOne, rows - sizeOne)
            / rows;
    if (leastExpected >= LARGE) {
      int degrees = pooled.length - 1;
      double mean = degrees * (rows / (rows - 1.0));
      return ChiSquare.upperTail(observed * divergence.perChiSquare() * degrees / mean, degrees);
    }
    if (leastExpected >= SMOOTH || pooled.length >= MANY) {
      return NullMoments.of(divergence, pooled, sizeOne).shape().upperTail(observed);
    }
    return new Permutations(pooled, one).pValue(observed, this::statistic);
  }

  private double statistic(long[] one) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += divergence.term(one[i], pooled[i]);
    }
    return sum;
  }

  /**
   * Of two groups the statistic falls up to the mean of the first and rises from there on, so the
   * counts that differ as much are those from some on and those up to some.
   */
  private double ofTwo(double observed) {
    Hypergeometric first = new Hypergeometric(pooled[0], pooled[1], sizeOne);
    double least = observed * (1 - 1e-11);
    long middle = Math.clamp(Math.round(first.mean()), first.least(), first.most());
    if (atTwo(middle) >= least) {
      return 1;
    }
    long inside = middle;
    long outside = first.most() + 1;
    while (outside - inside > 1) {
      long half = (inside + outside) >>> 1;
      if (atTwo(half) >= least) {
        outside = half;
      } else {
        inside = half;
      }
    }
    double above = first.atLeast(outside);
    inside = middle;
    outside = first.least() - 1;
    while (inside - outside > 1) {
      long half = Math.floorDiv(inside + outside, 2);
      if (atTwo(half) >= least) {
        outside = half;
      } else {
        inside = half;
      }
    }
    return Math.min(1, above + first.atMost(outside));
  }

  private double atTwo(long count) {
    return divergence.term(count, pooled[0]) + divergence.term(sizeOne - count, pooled[1]);
  }
}
