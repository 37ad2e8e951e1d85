package dev.millrace.data.distance;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Every way to deal out rows to two sets, one by one: what permutation tests are held against. */
final class AllDeals {

  private AllDeals() {}

  /**
   * The share of all ways to choose as many rows for the first set in which a statistic is at least
   * as large.
   *
   * @param categories of each row, first those of the first set
   * @param one how many are in the first set
   * @param statistic of the counts by category in either set
   */
  static double pValue(int[] categories, int one, ToDoubleFunction<long[][]> statistic) {
    int rows = categories.length;
    double observed = statistic.applyAsDouble(counts(categories, (1 << one) - 1));
    long as = 0;
    long all = 0;
    for (int chosen = 0; chosen < 1 << rows; chosen++) {
      if (Integer.bitCount(chosen) == one) {
        all++;
        as += statistic.applyAsDouble(counts(categories, chosen)) >= observed - 1e-12 ? 1 : 0;
      }
    }
    return (double) as / all;
  }

  private static long[][] counts(int[] categories, int chosen) {
    int most = Arrays.stream(categories).max().orElse(0);
    long[][] counts = new long[2][most + 1];
    for (int row = 0; row < categories.length; row++) {
      counts[(chosen >> row & 1) == 1 ? 0 : 1][categories[row]]++;
    }
    return counts;
  }
}
