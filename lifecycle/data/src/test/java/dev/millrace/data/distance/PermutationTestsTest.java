package dev.millrace.data.distance;

import static dev.millrace.data.distance.Columns.numbers;
import static dev.millrace.data.distance.Columns.truths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** P-values against published ones, closed forms, and all ways to deal out few rows. */
class PermutationTestsTest {

  /** R's documentation of chisq.test, after Agresti (2007), p. 39: X² = 30.07, p = 2.954e-07. */
  @ParameterizedTest
  @EnumSource(names = {"CHI_SQUARE", "JENSEN_SHANNON", "POPULATION_STABILITY_INDEX"})
  void divergence_partiesByGender_isThePublishedPValue(Measure measure) {
    Categories parties = new Categories(new long[] {762, 327, 468}, new long[] {484, 239, 477});
    assertThat(DivergenceTest.of(measure, parties).pValue())
        .isCloseTo(2.954e-7, within(0.15 * 2.954e-7));
  }

  /** Fisher's lady tasting tea: three of four cups right are 34/70 = 0.4857 in both tails. */
  @Test
  void lInfinity_teaTasting_isFishersExactTest() {
    assertThat(Comparison.between(truths(3, 1), truths(1, 3)).by(Measure.L_INFINITY).pValue())
        .isCloseTo(34 / 70.0, within(1e-12));
  }

  /** Of two groups the divergence's test is a hypergeometric sum, here over all outcomes. */
  @ParameterizedTest
  @EnumSource(names = {"CHI_SQUARE", "JENSEN_SHANNON", "POPULATION_STABILITY_INDEX"})
  void divergence_twoGroups_isTheSumOverOutcomes(Measure measure) {
    Hypergeometric trues = new Hypergeometric(40, 60, 30);
    Divergence divergence = Divergence.of(measure, 30, 70, 2);
    for (int count = 0; count <= 30; count++) {
      double expected = 0;
      for (int other = 0; other <= 30; other++) {
        boolean as = both(divergence, other) >= both(divergence, count) * (1 - 1e-11);
        expected += as ? Math.exp(trues.logProbability(other)) : 0;
      }
      Categories table =
          new Categories(new long[] {count, 30 - count}, new long[] {40 - count, 30 + count});
      assertThat(DivergenceTest.of(measure, table).pValue()).isCloseTo(expected, within(1e-9));
    }
  }

  private static double both(Divergence divergence, long count) {
    return divergence.term(count, 40) + divergence.term(30 - count, 60);
  }

  /** Drenched in draws: the moments are those of the statistic. */
  @ParameterizedTest
  @CsvSource({
    "CHI_SQUARE, 400, 900",
    "JENSEN_SHANNON, 400, 900",
    "POPULATION_STABILITY_INDEX, 3000, 700"
  })
  void moments_ofMixedCounts_areThoseOfDraws(Measure measure, long one, long other) {
    long[] pooled = new long[60];
    for (int i = 0; i < pooled.length; i++) {
      pooled[i] = (one + other) / 100 + i % 7;
    }
    pooled[0] += one + other - Arrays.stream(pooled).sum();
    Divergence divergence = Divergence.of(measure, one, other, pooled.length);
    double[] drawn = new double[20_000];
    int[] draw = {0};
    long[] dealt = new long[pooled.length];
    dealt[0] = one;
    new Permutations(pooled, dealt)
        .deals(
            drawn.length,
            counts -> {
              double sum = 0;
              for (int i = 0; i < counts.length; i++) {
                sum += divergence.term(counts[i], pooled[i]);
              }
              drawn[draw[0]++] = sum;
            });
    PearsonThree sample = PearsonThree.of(drawn);
    PearsonThree shape = NullMoments.of(divergence, pooled, one).shape();
    assertThat(shape.mean()).isCloseTo(sample.mean(), within(0.01 * sample.mean()));
    assertThat(shape.variance()).isCloseTo(sample.variance(), within(0.06 * sample.variance()));
    assertThat(shape.skewness()).isCloseTo(sample.skewness(), within(0.12));
  }

  /**
   * n = m: P(D ≥ k/n) = 2 Σ (−1)^(j−1) C(2n, n − jk) / C(2n, n). Drion, Annals of Mathematical
   * Statistics 23 (1952).
   */
  @Test
  void kolmogorovSmirnov_equalSizes_isTheClosedForm() {
    int n = 30;
    for (int k = 1; k <= n; k++) {
      double[] one = new double[n];
      double[] other = new double[n];
      // The first k of one set lie below all others, and from there on the two take turns.
      for (int i = 0; i < n; i++) {
        one[i] = i;
        other[i] = i + k - 0.5;
      }
      double expected = 0;
      for (int j = 1; j * k <= n; j++) {
        double share =
            Math.exp(
                2 * LogFactorial.of(n) - LogFactorial.of(n - j * k) - LogFactorial.of(n + j * k));
        expected += j % 2 == 1 ? 2 * share : -2 * share;
      }
      Distance distance =
          Comparison.between(numbers(one), numbers(other)).by(Measure.KOLMOGOROV_SMIRNOV);
      assertThat(distance.effect()).isCloseTo((double) k / n, within(1e-12));
      assertThat(distance.pValue()).isCloseTo(Math.min(1, expected), within(1e-9));
    }
  }

  /** Under ties and with sets of different sizes, by dealing out in every way there is. */
  @Test
  void kolmogorovSmirnov_ties_isTheShareOfAllDeals() {
    Random random = new Random(21);
    for (int trial = 0; trial < 12; trial++) {
      int[] rows = random.ints(14, 0, 5).toArray();
      int one = 4 + trial % 3;
      double expected = AllDeals.pValue(rows, one, PermutationTestsTest::largestStep);
      assertThat(compare(rows, one).by(Measure.KOLMOGOROV_SMIRNOV).pValue())
          .isCloseTo(expected, within(1e-9));
    }
  }

  private static double largestStep(long[][] counts) {
    double one = Arrays.stream(counts[0]).sum();
    double other = Arrays.stream(counts[1]).sum();
    double largest = 0;
    double below = 0;
    double otherBelow = 0;
    for (int i = 0; i < counts[0].length; i++) {
      below += counts[0][i] / one;
      otherBelow += counts[1][i] / other;
      largest = Math.max(largest, Math.abs(below - otherBelow));
    }
    return largest;
  }

  /** Drawn ones are near: sixteen out of so many draws, so within a fourth of it and a bit. */
  @Test
  void wasserstein_fewRows_isNearTheShareOfAllDeals() {
    Random random = new Random(22);
    for (int trial = 0; trial < 12; trial++) {
      int[] rows = random.ints(14, 0, 9).toArray();
      for (int i = 0; i < 6; i++) {
        rows[i] += trial / 2;
      }
      double expected =
          AllDeals.pValue(
              rows,
              6,
              counts -> {
                double area = 0;
                double step = 0;
                for (int i = 0; i < counts[0].length; i++) {
                  step += counts[0][i] / 6.0 - counts[1][i] / 8.0;
                  area += Math.abs(step);
                }
                return area;
              });
      double p = compare(rows, 6).by(Measure.WASSERSTEIN).pValue();
      assertThat(p).isBetween(0.4 * expected, 2.2 * expected);
    }
  }

  private static Comparison compare(int[] rows, int one) {
    double[] values = Arrays.stream(rows).asDoubleStream().toArray();
    return Comparison.between(
        numbers(Arrays.copyOf(values, one)),
        numbers(Arrays.copyOfRange(values, one, values.length)));
  }

  /** Smirnov's table (1948): 5 % above 1.358, 1 % above 1.628. */
  @Test
  void kolmogorovLimit_criticalValues_areThePublishedOnes() {
    assertThat(KolmogorovSmirnov.limit(1.3581, 1, 1)).isCloseTo(0.05, within(1e-4));
    assertThat(KolmogorovSmirnov.limit(1.6276, 1, 1)).isCloseTo(0.01, within(1e-4));
  }

  /** Where the exact test ends, the limit takes over without a jump. */
  @Test
  void kolmogorovSmirnov_limit_isNearTheExactTest() {
    for (int[] sizes : new int[][] {{1_900, 1_900}, {1_200, 4_000}}) {
      Numbers numbers = shifted(sizes[0], sizes[1]);
      double harmonic = (double) sizes[0] * sizes[1] / (sizes[0] + sizes[1]);
      double z = numbers.largestDifference() * Math.sqrt(harmonic);
      double exact = KolmogorovSmirnov.exact(numbers);
      assertThat(exact).isBetween(0.001, 0.2);
      assertThat(KolmogorovSmirnov.limit(z, sizes[1], sizes[0]))
          .isCloseTo(exact, within(0.08 * exact));
    }
  }

  /** Of three values: above the exact p-value, and nearer to it than the limit is. */
  @Test
  void kolmogorovSmirnov_fewValuesInLargeSets_isBetweenTheExactTestAndTheLimit() {
    Numbers numbers =
        new Numbers(
            new double[] {0, 1, 2}, new long[] {3_400, 300, 100}, new long[] {3_310, 345, 145});
    double exact = KolmogorovSmirnov.exact(numbers);
    double p = KolmogorovSmirnov.pValue(numbers);
    assertThat(KolmogorovSmirnov.bound(numbers)).isEqualTo(p);
    assertThat(p).isBetween(exact, 1.7 * exact);
    assertThat(KolmogorovSmirnov.limit(numbers.largestDifference() * Math.sqrt(1_900), 1, 1))
        .isGreaterThan(5 * exact);
  }

  private static Numbers shifted(int one, int other) {
    double[] values = new double[one];
    double[] others = new double[other];
    Arrays.setAll(values, i -> (i + 0.5) / one);
    Arrays.setAll(others, i -> (i + 0.25) / other + 0.045);
    return Numbers.of(numbers(values), numbers(others));
  }

  /**
   * Of uniform values the area under a Brownian bridge. Johnson and Killeen, "An explicit formula
   * for the c.d.f. of the L1 norm of the Brownian bridge", Annals of Probability 11 (1983), whose
   * sum over the zeros of Airy's Ai′ gives 10 % above 0.4994, 5 % above 0.5821, 1 % above 0.7519.
   */
  @ParameterizedTest
  @CsvSource({"0.4994, 0.10", "0.5821, 0.05", "0.7519, 0.01"})
  void bridges_ofUniformValues_haveThePublishedDistribution(double area, double expected) {
    double[] values = new double[1_000];
    Arrays.setAll(values, i -> i);
    Bridges bridges = Bridges.over(Numbers.of(numbers(values), numbers(values)));
    assertThat(bridges.upperTail(area * Math.sqrt(12)))
        .isCloseTo(expected, within(0.08 * expected));
  }

  /** Of two values it is the difference of their shares: a normal one. */
  @Test
  void bridges_ofTwoValues_areNormal() {
    Numbers numbers = new Numbers(new double[] {0, 1}, new long[] {9, 1}, new long[] {9, 1});
    assertThat(Bridges.over(numbers).upperTail(2.5758)).isCloseTo(0.01, within(2e-5));
  }
}
