package dev.millrace.data.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.StatisticsBuilder;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DistanceTest {

  @Test
  void between_theSameRows_isNothingAndSurelyChance() {
    FeatureStatistics rows = strings("a", "b", "b", null);
    assertThat(Distance.between(rows, rows)).isEqualTo(new Distance(0, 0, 1));
  }

  @Test
  void between_nothingInCommon_isOne() {
    Distance distance = Distance.between(strings("a", "a"), strings("b", "b"));
    assertThat(distance.jensenShannon()).isEqualTo(1);
    assertThat(distance.lInfinity()).isEqualTo(1);
  }

  /** Shares (1/2, 1/2) and (1, 0): 1/2·(½·log2(½/¾) + ½·log2(½/¼)) + 1/2·log2(1/¾) = 0.311278. */
  @Test
  void between_halfAndAll_isTheClosedForm() {
    Distance distance = Distance.between(strings("a", "b"), strings("a", "a"));
    assertThat(distance.jensenShannon()).isCloseTo(0.3112781244591328, within(1e-15));
    assertThat(distance.lInfinity()).isEqualTo(0.5);
  }

  /**
   * For two categories the test is that of a 2 × 2 table: n (ad − bc)² / ((a+b)(c+d)(a+c)(b+d)).
   */
  @Test
  void pValue_twoCategories_isThatOfTheFourFoldTable() {
    Categories table =
        Categories.of(List.of(new Categories.Pair(30, 45), new Categories.Pair(70, 55)));
    double statistic = 200 * Math.pow(30 * 55 - 45 * 70, 2) / (75.0 * 125 * 100 * 100);
    assertThat(Distance.of(table).pValue())
        .isCloseTo(ChiSquare.upperTail(statistic, 1), within(1e-12));
  }

  /** Numbers drawn twice from one distribution: a nominal 5 % alarm rate is about 5 %. */
  @Test
  void pValue_noDifference_isUniform() {
    Random random = new Random(11);
    int trials = 2000;
    int alarms = 0;
    for (int trial = 0; trial < trials; trial++) {
      if (Distance.between(normals(random, 400, 0), normals(random, 900, 0)).pValue() < 0.05) {
        alarms++;
      }
    }
    assertThat(alarms / (double) trials).isBetween(0.03, 0.07);
  }

  @Test
  void pValue_shiftedNumbers_isTiny() {
    Random random = new Random(12);
    Distance distance = Distance.between(normals(random, 1000, 0), normals(random, 1000, 0.5));
    assertThat(distance.pValue()).isLessThan(1e-9);
    assertThat(distance.jensenShannon()).isBetween(0.02, 0.2);
  }

  @Test
  void between_noRows_isNothing() {
    assertThat(Distance.between(strings(), strings("a"))).isEqualTo(new Distance(0, 0, 1));
  }

  @Test
  void between_differentKinds_isRefused() {
    assertThatThrownBy(() -> Distance.between(strings("a"), normals(new Random(1), 3, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * A window of the same kind as the training data: no drift, though the training data has more
   * values than its statistics can list.
   */
  @Test
  void between_moreValuesThanAreListed_isNotTakenForDrift() {
    Random random = new Random(17);
    FeatureStatistics training = skewed(random, 300_000);
    FeatureStatistics window = skewed(random, 20_000);
    assertThat(Distance.between(training, window).pValue()).isGreaterThan(0.001);
  }

  /** Also where many categories are rare: a nominal 1 % (5 %) alarm rate is about that. */
  @Test
  void pValue_rareCategories_isCalibrated() {
    SplittableRandom random = new SplittableRandom(18);
    int trials = 4000;
    for (int window : new int[] {150, 1000}) {
      int below1 = 0;
      int below5 = 0;
      for (int trial = 0; trial < trials; trial++) {
        double p = Homogeneity.pValue(rare(random, 1500, window));
        below1 += p < 0.01 ? 1 : 0;
        below5 += p < 0.05 ? 1 : 0;
      }
      // Four standard errors of such a share.
      assertThat(below1 / (double) trials).isBetween(0.0037, 0.0163);
      assertThat(below5 / (double) trials).isBetween(0.036, 0.064);
    }
  }

  /** Each of 100 categories is too rare to be compared alone, and yet the change is seen. */
  @Test
  void pValue_rareCategoriesChange_isSmall() {
    List<Categories.Pair> counts = new ArrayList<>();
    for (int category = 0; category < 100; category++) {
      counts.add(new Categories.Pair(10 + category / 10, category < 50 ? 0 : 3));
    }
    assertThat(Homogeneity.pValue(Categories.of(counts))).isLessThan(1e-6);
  }

  /** Two draws from 200 categories, a few of them common. */
  private static Categories rare(SplittableRandom random, int one, int other) {
    long[][] counts = new long[200][2];
    for (int row = 0; row < one + other; row++) {
      int category = (int) (200 * random.nextDouble() * random.nextDouble());
      counts[category][row < one ? 0 : 1]++;
    }
    return Categories.of(
        Arrays.stream(counts).map(count -> new Categories.Pair(count[0], count[1])).toList());
  }

  private static FeatureStatistics skewed(Random random, int rows) {
    String[] values = new String[rows];
    Arrays.setAll(values, row -> "v" + (int) StrictMath.pow(1 << 17, random.nextDouble()));
    return strings(values);
  }

  private static FeatureStatistics strings(@Nullable String... values) {
    return count(DataType.STRING, Column.Strings.of(values));
  }

  private static FeatureStatistics normals(Random random, int rows, double mean) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = mean + random.nextGaussian();
    }
    return count(DataType.NUMBER, new Column.Doubles(values, null));
  }

  private static FeatureStatistics count(DataType type, Column column) {
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    types.put("x", type);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("x", column);
    return new StatisticsBuilder(types).add(new Batch(column.size(), columns)).build().feature("x");
  }
}
