package dev.millrace.data.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HypergeometricTest {

  /** P(X = k) = C(M, k) C(U, d − k) / C(M + U, d), in whole numbers. */
  @Test
  void tails_smallNumbers_areThoseOfWholeNumbers() {
    int[][] cases = {{3, 4, 2}, {10, 90, 50}, {1, 5, 3}, {60, 7, 30}, {20, 20, 40}, {0, 5, 2}};
    for (int[] c : cases) {
      Hypergeometric rows = new Hypergeometric(c[0], c[1], c[2]);
      for (int k = -1; k <= c[2] + 1; k++) {
        double above = 0;
        double below = 0;
        for (int i = 0; i <= c[2]; i++) {
          above += i >= k ? probability(c, i) : 0;
          below += i <= k ? probability(c, i) : 0;
        }
        assertThat(rows.atLeast(k)).isCloseTo(above, within(1e-12));
        assertThat(rows.atMost(k)).isCloseTo(below, within(1e-12));
      }
    }
  }

  /** Where Edgeworth's expansion takes over, against the sum of all terms. */
  @Test
  void tails_largeNumbers_agreeWithTheSumOfTheirTerms() {
    Hypergeometric rows = new Hypergeometric(400_000, 3_600_000, 300_000);
    double deviation = Math.sqrt(rows.variance());
    for (double z : new double[] {0.5, 1.5, 2.5, 3.5, 4.5, 5.5}) {
      long above = (long) (rows.mean() + z * deviation);
      long below = (long) (rows.mean() - z * deviation);
      double sumAbove = 0;
      double sumBelow = 0;
      for (long i = 0; i < 20 * deviation; i++) {
        sumAbove += Math.exp(rows.logProbability(above + i));
        sumBelow += Math.exp(rows.logProbability(below - i));
      }
      assertThat(rows.atLeast(above)).isCloseTo(sumAbove, within(0.01 * sumAbove));
      assertThat(rows.atMost(below)).isCloseTo(sumBelow, within(0.01 * sumBelow));
    }
  }

  @Test
  void draw_often_hasTheProbabilities() {
    int[] c = {6, 9, 5};
    Hypergeometric rows = new Hypergeometric(c[0], c[1], c[2]);
    SplittableRandom random = new SplittableRandom(5);
    int draws = 100_000;
    int[] counts = new int[c[2] + 1];
    for (int i = 0; i < draws; i++) {
      counts[(int) rows.draw(random)]++;
    }
    for (int k = 0; k < counts.length; k++) {
      double p = probability(c, k);
      assertThat(counts[k] / (double) draws)
          .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / draws) + 1e-12));
    }
  }

  /** ln 20000! is the sum of the logarithms. */
  @Test
  void logFactorial_beyondTheTable_isTheSum() {
    double sum = 0;
    for (int i = 2; i <= 20_000; i++) {
      sum += Math.log(i);
    }
    assertThat(LogFactorial.of(20_000)).isCloseTo(sum, within(1e-7));
    assertThat(LogFactorial.of(5)).isCloseTo(Math.log(120), within(1e-14));
  }

  private static double probability(int[] c, int k) {
    BigInteger ways = choose(c[0], k).multiply(choose(c[1], c[2] - k));
    return new BigDecimal(ways)
        .divide(new BigDecimal(choose(c[0] + c[1], c[2])), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static BigInteger choose(int n, int k) {
    if (k < 0 || k > n) {
      return BigInteger.ZERO;
    }
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return ways;
  }
}
