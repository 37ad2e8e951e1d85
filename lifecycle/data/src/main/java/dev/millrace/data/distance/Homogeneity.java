package dev.millrace.data.distance;

import dev.millrace.data.distance.Categories.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pearson's χ² test that two sets of counts come from one distribution. The χ² distribution is only
 * near the statistic's own where no expected count is small; categories expected less than {@value
 * #LEAST_EXPECTED} times in either set are therefore counted together. Cochran, "Some methods for
 * strengthening the common χ² tests", Biometrics 10 (1954).
 */
final class Homogeneity {

  static final double LEAST_EXPECTED = 5;

  private Homogeneity() {}

  /**
   * The probability of counts at least as different by chance; 1 where fewer than two categories
   * are left.
   */
  static double pValue(Categories categories) {
    double one = categories.totalOne();
    double other = categories.totalOther();
    double smaller = Math.min(one, other) / (one + other);
    List<Pair> counts = merged(categories.counts(), smaller);
    if (counts.size() < 2) {
      return 1;
    }
    double statistic = 0;
    for (Pair pair : counts) {
      double expectedOne = pair.both() * one / (one + other);
      double expectedOther = pair.both() * other / (one + other);
      statistic += square(pair.one() - expectedOne) / expectedOne;
      statistic += square(pair.other() - expectedOther) / expectedOther;
    }
    return ChiSquare.upperTail(statistic, counts.size() - 1);
  }

  /**
   * The rarest categories put together until each group expects enough, so that as many are left to
   * compare as can be. Which are rare is judged by both sets together: the choice knows nothing of
   * their difference.
   */
  static List<Pair> merged(List<Pair> counts, double smallerShare) {
    List<Pair> enough = new ArrayList<>();
    Pair group = new Pair(0, 0);
    for (Pair pair : counts.stream().sorted(Comparator.comparingLong(Pair::both)).toList()) {
      group = group.plus(pair);
      if (group.both() * smallerShare >= LEAST_EXPECTED) {
        enough.add(group);
        group = new Pair(0, 0);
      }
    }
    if (group.both() > 0) {
      enough.add(enough.isEmpty() ? group : enough.removeLast().plus(group));
    }
    return enough;
  }

  private static double square(double x) {
    return x * x;
  }
}
