package dev.millrace.data.distance;

import static dev.millrace.data.distance.Columns.normals;
import static dev.millrace.data.distance.Columns.numbers;
import static dev.millrace.data.distance.Columns.strings;
import static dev.millrace.data.distance.Columns.truths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.data.statistics.FeatureStatistics;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  @ParameterizedTest
  @EnumSource
  void by_theSameRows_isNothingAndSurelyChance(Measure measure) {
    FeatureStatistics rows = numbers(1, 2, 2, 5, 7.5);
    assertThat(Comparison.between(rows, rows).by(measure)).isEqualTo(new Distance(measure, 0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void by_noRows_isNothing(Measure measure) {
    assertThat(Comparison.between(numbers(), numbers(1, 2)).by(measure))
        .isEqualTo(new Distance(measure, 0, 1));
    assertThat(Comparison.between(numbers(), numbers()).by(measure))
        .isEqualTo(new Distance(measure, 0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void by_shiftedNumbers_isTinyInSmallAndInLargeSets(Measure measure) {
    Random random = new Random(12);
    for (int rows : new int[] {500, 2_000, 20_000}) {
      Distance distance =
          Comparison.between(normals(random, rows, 0), normals(random, rows, 1)).by(measure);
      assertThat(distance.pValue()).isBetween(0.0, 1e-4);
    }
  }

  @Test
  void effect_nothingInCommon_isOne() {
    Comparison comparison = Comparison.between(strings("a", "a"), strings("b", "b"));
    assertThat(comparison.effect(Measure.JENSEN_SHANNON)).isEqualTo(1);
    assertThat(comparison.effect(Measure.L_INFINITY)).isEqualTo(1);
    assertThat(comparison.effect(Measure.CHI_SQUARE)).isEqualTo(1);
    assertThat(comparison.effect(Measure.NORMALIZED_ABSOLUTE_DIFFERENCE)).isEqualTo(0.5);
  }

  /** Shares (1/2, 1/2) and (1, 0): 1/2·(½·log2(½/¾) + ½·log2(½/¼)) + 1/2·log2(1/¾) = 0.311278. */
  @Test
  void effect_halfAndAll_isTheClosedForm() {
    Comparison comparison = Comparison.between(strings("a", "b"), strings("a", "a"));
    assertThat(comparison.effect(Measure.JENSEN_SHANNON))
        .isCloseTo(0.3112781244591328, within(1e-15));
    assertThat(comparison.effect(Measure.L_INFINITY)).isEqualTo(0.5);
    // Half a row added to each count: shares (1.5/3, 1.5/3) and (2.5/3, 0.5/3).
    double logOfFive = Math.log(5);
    assertThat(comparison.effect(Measure.POPULATION_STABILITY_INDEX))
        .isCloseTo(logOfFive / 3, within(1e-12));
    // ½ · (¼ / (3/2) + ¼ / (1/2)) = 1/3.
    assertThat(comparison.effect(Measure.CHI_SQUARE)).isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
  }

  /** As many falses, twice the trues: what counts of different sets differ by. */
  @Test
  void normalizedAbsoluteDifference_isOfCounts() {
    assertThat(
            Comparison.between(truths(20, 10), truths(10, 10))
                .effect(Measure.NORMALIZED_ABSOLUTE_DIFFERENCE))
        .isEqualTo(0.2);
  }

  /** Equally large sets with shares ½ ± d: Cramér's V of the four-fold table is 2d. */
  @Test
  void chiSquare_fourFoldTable_isCramersV() {
    assertThat(Comparison.between(truths(60, 40), truths(40, 60)).effect(Measure.CHI_SQUARE))
        .isCloseTo(0.2, within(1e-12));
  }

  /** Moved by one: the area between the two is 1, and within the sets the deviation is √1.25. */
  @Test
  void wasserstein_movedByOne_isTheMoveInDeviations() {
    Comparison comparison = Comparison.between(numbers(1, 2, 3, 4), numbers(2, 3, 4, 5));
    assertThat(comparison.effect(Measure.WASSERSTEIN))
        .isCloseTo(1 / Math.sqrt(1.25), within(1e-12));
    assertThat(comparison.effect(Measure.KOLMOGOROV_SMIRNOV)).isEqualTo(0.25);
  }

  @Test
  void wasserstein_twoConstants_isInfinite() {
    Distance distance = Comparison.between(numbers(1, 1), numbers(2, 2)).by(Measure.WASSERSTEIN);
    assertThat(distance.effect()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(distance.pValue()).isBetween(0.2, 0.5); // 2 of the 6 ways to deal them out
  }

  /** Neither squares nor differences of these are doubles. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.MAX_VALUE, 1e200, 1e-250})
  void wasserstein_extremeValues_isAsOfOrdinaryOnes(double unit) {
    Distance ordinary =
        Comparison.between(numbers(-1, 0, 0.5), numbers(0, 0.5, 1)).by(Measure.WASSERSTEIN);
    Distance extreme =
        Comparison.between(numbers(-unit, 0, unit / 2), numbers(0, unit / 2, unit))
            .by(Measure.WASSERSTEIN);
    assertThat(extreme.effect()).isCloseTo(ordinary.effect(), within(1e-12));
    assertThat(extreme.pValue()).isEqualTo(ordinary.pValue());
  }

  @Test
  void by_infiniteValues_areTheEndsOfTheOrder() {
    double infinite = Double.POSITIVE_INFINITY;
    Comparison comparison =
        Comparison.between(numbers(1, 2, infinite, infinite), numbers(1, 2, -infinite, -infinite));
    assertThat(comparison.effect(Measure.KOLMOGOROV_SMIRNOV)).isEqualTo(0.5);
    assertThat(comparison.effect(Measure.WASSERSTEIN)).isZero();
    assertThat(comparison.effect(Measure.L_INFINITY)).isEqualTo(0.5);
  }

  @Test
  void by_missingValues_areACategory() {
    Comparison comparison = Comparison.between(strings("a", null), strings("a", "a"));
    assertThat(comparison.effect(Measure.L_INFINITY)).isEqualTo(0.5);
  }

  @Test
  void between_differentKinds_isRefused() {
    assertThatThrownBy(() -> Comparison.between(strings("a"), numbers(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Comparison.possible(strings("a"), numbers(1))).isFalse();
  }

  @Test
  void by_measureOfNumbers_isRefusedOfStrings() {
    Comparison comparison = Comparison.between(strings("a"), strings("b"));
    assertThat(comparison.measures()).doesNotContain(Measure.WASSERSTEIN).hasSize(5);
    assertThatThrownBy(() -> comparison.by(Measure.WASSERSTEIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * A window of the same kind as the training data: no drift, though the training data has more
   * values than its statistics can list.
   */
  @Test
  void by_moreValuesThanAreListed_isNotTakenForDrift() {
    Random random = new Random(17);
    Comparison comparison = Comparison.between(skewed(random, 300_000), skewed(random, 20_000));
    comparison
        .measures()
        .forEach(
            measure ->
                assertThat(comparison.by(measure).pValue()).as(measure.key()).isGreaterThan(0.001));
  }

  @Test
  void by_equalStatistics_haveEqualPValues() {
    FeatureStatistics one = normals(new Random(3), 80, 0);
    FeatureStatistics other = normals(new Random(4), 120, 0.4);
    for (Measure measure : Measure.values()) {
      assertThat(Comparison.between(one, other).by(measure))
          .isEqualTo(Comparison.between(one, other).by(measure));
    }
  }

  @Test
  void named_keys_areFound() {
    for (Measure measure : Measure.values()) {
      assertThat(Measure.named(measure.key())).contains(measure);
    }
    assertThat(Measure.named("euclid")).isEmpty();
  }

  private static FeatureStatistics skewed(Random random, int rows) {
    String[] values = new String[rows];
    Arrays.setAll(values, row -> "v" + (int) StrictMath.pow(1 << 17, random.nextDouble()));
    return strings(values);
  }
}
