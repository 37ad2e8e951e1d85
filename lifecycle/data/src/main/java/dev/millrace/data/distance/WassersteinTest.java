package dev.millrace.data.distance;

/**
 * The permutation test of Wasserstein's distance.
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

  private WassersteinTest() {}

  /**
   * @param finite numbers
   */
  static double pValue(Numbers finite) {
    Numbers numbers = finite.stretched();
    if (!numbers.bothFilled() || numbers.values()[numbers.size() - 1] == 0) {
      return 1;
    }
    double m = numbers.sizeOne();
    double n = numbers.sizeOther();
    Spread spread = Spread.of(numbers);
    double smaller = Math.min(m, n);
    if (smaller >= ROWS && smaller >= ROWS_FOR_OUTLIERS * spread.farthest() * spread.farthest()) {
      double distance = numbers.distance() * Math.sqrt(m * n / (m + n)) / spread.together();
      return Bridges.over(numbers).upperTail(distance);
    }
    return dealt(numbers);
  }

  private static double dealt(Numbers numbers) {
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
