package dev.millrace.data.distance;

import java.util.Arrays;

/**
 * The permutation test of the largest difference of any category: of shares, or of counts.
 *
 * <p>The count of each category in the first set is hypergeometric. Where deviations are of many
 * rows the p-value is the sum, over the categories, of the probability that this one differs by as
 * much: Bonferroni's bound, never too small, and near 1 % within one part in a hundred, as large
 * deviations of two categories hardly ever come together; of two categories, which differ together
 * always, it is exact. Where deviations are of few rows many ways to deal out the same rows have
 * the same largest difference, and an alarm at 1 % could be one at 0.3 %; so there the rows are
 * dealt out (see {@link Permutations}) and equal largest differences put in order by χ².
 */
final class LargestDifference {

  /** Deviations of so many rows and more have no ties to speak of. */
  private static final double FINE = 14;

  private static final int DEALT_CATEGORIES = 64;

  private final long[] pooled;
  private final long[] one;
  private final long sizeOne;
  private final long rows;
  private final boolean shares;

  private LargestDifference(Categories categories, boolean shares) {
    this.pooled = categories.pooled();
    this.one = categories.one();
    this.sizeOne = categories.sizeOne();
    this.rows = sizeOne + categories.sizeOther();
    this.shares = shares;
  }

  static LargestDifference ofShares(Categories categories) {
    return new LargestDifference(categories, true);
  }

  static LargestDifference ofCounts(Categories categories) {
    return new LargestDifference(categories, false);
  }

  double pValue() {
    if (sizeOne == 0 || sizeOne == rows || pooled.length < 2) {
      return 1;
    }
    double largest = largest(one);
    if (pooled.length == 2) {
      return ofTwo(largest);
    }
    double bound = bound(largest);
    if (pooled.length <= DEALT_CATEGORIES && deviation() < FINE) {
      return Math.min(bound, new Permutations(pooled, one).pValue(ordered(one), this::ordered));
    }
    return bound;
  }

  /** Of the category that varies most. */
  private double deviation() {
    double most = 0;
    for (long count : pooled) {
      most = Math.max(most, of(count).variance());
    }
    return Math.sqrt(most);
  }

  private Hypergeometric of(long count) {
    return new Hypergeometric(count, rows - count, sizeOne);
  }

  /** The factor of a difference's part in the first set: rows for shares, 2 for counts. */
  private double scale() {
    return shares ? rows : 2;
  }

  /** The whole of a category's difference that is not in the first set. */
  private double offset(long count) {
    return shares ? (double) count * sizeOne : count;
  }

  /** In units in which it is a whole number. */
  private double largest(long[] one) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] * scale() - offset(pooled[i])));
    }
    return largest;
  }

  private double ordered(long[] one) {
    double chiSquare = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = one[i] - (double) pooled[i] * sizeOne / rows;
      chiSquare += difference * difference / pooled[i];
    }
    return largest(one) + chiSquare / (1 + chiSquare);
  }

  /** The least count that differs upwards by as much. */
  private long above(long count, double largest) {
    return (long) Math.ceil((offset(count) + largest) / scale());
  }

  private long below(long count, double largest) {
    return (long) Math.floor((offset(count) - largest) / scale());
  }

  private double ofTwo(double largest) {
    long above = Math.min(above(pooled[0], largest), sizeOne - below(pooled[1], largest));
    long below = Math.max(below(pooled[0], largest), sizeOne - above(pooled[1], largest));
    if (below >= above) {
      return 1;
    }
    return Math.min(1, of(pooled[0]).atLeast(above) + of(pooled[0]).atMost(below));
  }

  private double bound(double largest) {
    long[] sorted = pooled.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double tails = 0;
    long last = 0;
    for (long count : sorted) {
      if (count != last) {
        Hypergeometric rows = of(count);
        tails = rows.atLeast(above(count, largest)) + rows.atMost(below(count, largest));
        last = count;
      }
      sum += tails;
      if (sum >= 1) {
        return 1;
      }
    }
    return sum;
  }
}
