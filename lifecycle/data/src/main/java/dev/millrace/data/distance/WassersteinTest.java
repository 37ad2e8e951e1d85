package dev.millrace.data.distance;

import java.util.Optional;

/**
 * Wasserstein's distance and its permutation test.
 *
 * <p>If all rows are dealt out at random, √(m·n / (m + n)) (F − G) is nearly a Brownian bridge over
 * the ranks, and the distance the area between the bridge and zero, each stretch as wide as the
 * values there are apart (del Barrio, Giné and Matrán, "Central limit theorems for the Wasserstein
 * distance between the empirical and the true distributions", Annals of Probability 27 (1999)). Its
 * distribution is that of {@link Bridges}. Where a single value is so far out that it matters which
 * set it falls into, or the sets are small, rows are dealt out in {@link Cells} instead.
 */
final class WassersteinTest {

  /**
   * How many times the square of the farthest value's deviation, in standard deviations, the
   * smaller set must have for sums to be nearly normal.
   */
  private static final double ROWS_FOR_OUTLIERS = 40;

  private static final double ROWS = 500;

  private final Numbers numbers;
  private final Spread spread;
  private final double distance;

  /**
   * @param numbers stretched, both sets filled
   */
  private WassersteinTest(Numbers numbers) {
    this.numbers = numbers;
    this.spread = Spread.of(numbers);
    this.distance = numbers.distance();
  }

  /**
   * Of finite values, once for both the effect and the p-value; empty where there is nothing to
   * compare.
   */
  static Optional<WassersteinTest> of(Numbers numbers) {
    return numbers.bothFilled()
        ? Optional.of(new WassersteinTest(numbers.stretched()))
        : Optional.empty();
  }

  /** ∫ |F − G| in standard deviations within the sets; 0 where there is nothing to see. */
  double effect() {
    return distance == 0 ? 0 : distance / spread.within();
  }

  double pValue() {
    if (numbers.values()[numbers.size() - 1] == 0) {
      return 1;
    }
    double m = numbers.sizeOne();
    double n = numbers.sizeOther();
    double smaller = Math.min(m, n);
    if (smaller >= ROWS && smaller >= ROWS_FOR_OUTLIERS * spread.farthest() * spread.farthest()) {
      double area = distance * Math.sqrt(m * n / (m + n)) / spread.together();
      return Bridges.over(numbers).upperTail(area);
    }
    return dealt();
  }

  private double dealt() {
    Cells cells = Cells.of(numbers);
    long[] pooled = cells.pooled();
    double share = (double) numbers.sizeOne() / (numbers.sizeOne() + numbers.sizeOther());
    double[] expected = new double[pooled.length];
    double[] widths = new double[pooled.length];
    double unit = cells.at()[pooled.length - 1] - cells.at()[0];
    long below = 0;
    for (int i = 0; i < pooled.length; i++) {
      below += pooled[i];
      expected[i] = below * share;
      widths[i] = i + 1 < pooled.length ? (cells.at()[i + 1] - cells.at()[i]) / unit : 0;
    }
    Permutations.Statistic area =
        one -> {
          double sum = 0;
          long got = 0;
          for (int i = 0; i + 1 < one.length; i++) {
            got += one[i];
            sum += Math.abs(got - expected[i]) * widths[i];
          }
          return sum;
        };
    return new Permutations(pooled, cells.one()).pValue(area.of(cells.one()), area);
  }
}
