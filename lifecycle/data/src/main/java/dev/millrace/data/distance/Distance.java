package dev.millrace.data.distance;

import dev.millrace.data.statistics.FeatureStatistics;

/**
 * How differently a feature is distributed in two sets of rows. Both parts are needed: with many
 * rows a difference too small to matter is certain, with few a large one is chance.
 *
 * @param jensenShannon the Jensen–Shannon divergence to base 2, from 0 (the same shares) to 1
 *     (nothing in common). Lin, "Divergence measures based on the Shannon entropy", IEEE
 *     Transactions on Information Theory 37 (1991)
 * @param lInfinity the largest difference of a category's shares, from 0 to 1
 * @param pValue the probability of sets at least as different if all rows were drawn independently
 *     from one distribution: Pearson's χ² test of homogeneity on the same categories
 */
public record Distance(double jensenShannon, double lInfinity, double pValue) {

  /** The least distance there is, which is that of sets of which one has no rows. */
  private static final Distance NONE = new Distance(0, 0, 1);

  /**
   * Compares two sets of rows. A missing value is a category of its own. Numbers are counted in
   * ranges that hold about equally many of both sets together.
   *
   * @throws IllegalArgumentException if the features are not of one kind
   */
  public static Distance between(FeatureStatistics one, FeatureStatistics other) {
    return of(Categories.of(one, other));
  }

  static Distance of(Categories categories) {
    if (categories.totalOne() == 0 || categories.totalOther() == 0) {
      return NONE;
    }
    return new Distance(
        jensenShannon(categories), lInfinity(categories), Homogeneity.pValue(categories));
  }

  private static double jensenShannon(Categories categories) {
    double sum = 0;
    for (int i = 0; i < categories.size(); i++) {
      double p = categories.shareOne(i);
      double q = categories.shareOther(i);
      sum += (part(p, (p + q) / 2) + part(q, (p + q) / 2)) / 2;
    }
    return Math.clamp(sum, 0, 1);
  }

  /** One term of a Kullback–Leibler divergence to base 2. */
  private static double part(double p, double mean) {
    return p == 0 ? 0 : p * StrictMath.log(p / mean) / StrictMath.log(2);
  }

  private static double lInfinity(Categories categories) {
    double largest = 0;
    for (int i = 0; i < categories.size(); i++) {
      largest = Math.max(largest, Math.abs(categories.shareOne(i) - categories.shareOther(i)));
    }
    return largest;
  }
}
