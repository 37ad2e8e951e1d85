package dev.millrace.benchmark.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.ValueCounts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statistics of counts are distributed as those of rows. The slowest here: it takes all cores. */
@Execution(ExecutionMode.CONCURRENT)
class NeighbourhoodsTest {

  private static final int ROWS = (int) Neighbourhoods.LEAST_ROWS;
  private static final int DRAWS = 120;

  private interface Draw {
    ValueCounts draw(SplittableRandom random);
  }

  private static Draw byRows(Law law, long zeros) {
    return random -> Population.byRows(law, random, ROWS, zeros);
  }

  private static Draw byCounts(Law law, long zeros) {
    return random -> Neighbourhoods.of(law, ROWS).draw(random, ROWS, zeros);
  }

  @ParameterizedTest
  @EnumSource
  void covered_allNeighbourhoods_isOne(Law law) {
    assertThat(Neighbourhoods.of(law, ROWS).covered()).isCloseTo(1, within(1e-9));
  }

  @Test
  void of_fewerRowsThanDropBits_isRefused() {
    assertThatThrownBy(() -> Neighbourhoods.of(Law.NORMAL, ROWS - 1))
        .hasMessageContaining("8191 rows may keep all bits");
  }

  /** The same law of how many values are kept, and of the least, the median and the greatest. */
  @ParameterizedTest
  @EnumSource
  void draw_countsAndRows_keepTheSameValues(Law law) {
    for (long zeros : law.signed() ? new long[] {0} : new long[] {0, 50_000}) {
      List<ValueCounts> rows = drawn(byRows(law, zeros), 11);
      List<ValueCounts> counts = drawn(byCounts(law, zeros), 12);
      same(rows, counts, ValueCounts::precision);
      same(rows, counts, ValueCounts::size);
      same(rows, counts, values -> values.values()[1]);
      same(rows, counts, values -> values.quantile(0.5));
      same(rows, counts, values -> values.quantile(0.95));
      same(rows, counts, values -> values.values()[values.size() - 1]);
      assertThat(counts).allMatch(values -> values.total() == ROWS + zeros);
    }
  }

  private static List<ValueCounts> drawn(Draw draw, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> draw.draw(random)).limit(DRAWS).toList();
  }

  /** P-values of rows against rows are distributed as those of counts against counts. */
  @Test
  void comparison_countsAndRows_haveTheSamePValues() {
    Map<Measure, double[]> ofRows = pValues(byRows(Law.LOG_NORMAL, 0));
    Map<Measure, double[]> ofCounts = pValues(byCounts(Law.LOG_NORMAL, 0));
    ofRows.forEach(
        (measure, p) ->
            assertThat(distance(p, ofCounts.getOrDefault(measure, new double[0])))
                .as(measure.key())
                .isLessThan(CRITICAL));
  }

  /** Rows compare with counts as with rows: p is at most 10 % in a tenth of all. */
  @Test
  void comparison_countsWithRows_isOfOneDistribution() {
    SplittableRandom random = new SplittableRandom(15);
    Map<Measure, Integer> alarms = new EnumMap<>(Measure.class);
    for (int i = 0; i < DRAWS; i++) {
      Comparison comparison =
          compare(byRows(Law.NORMAL, 0).draw(random), byCounts(Law.NORMAL, 0).draw(random));
      for (Measure measure : comparison.measures()) {
        alarms.merge(measure, comparison.by(measure).pValue() <= 0.1 ? 1 : 0, Integer::sum);
      }
    }
    alarms.forEach(
        (measure, count) -> assertThat(count).as(measure.key()).isBetween(DRAWS / 60, DRAWS / 4));
  }

  /** Two samples of one distribution are farther apart once in ten thousand times. */
  private static final double CRITICAL = 2.23 * Math.sqrt(2.0 / DRAWS);

  private static void same(
      List<ValueCounts> one, List<ValueCounts> other, ToDoubleFunction<ValueCounts> figure) {
    double[] ofOne = one.stream().mapToDouble(figure).toArray();
    double[] ofOther = other.stream().mapToDouble(figure).toArray();
    assertThat(distance(ofOne, ofOther)).isLessThan(CRITICAL);
  }

  private static Map<Measure, double[]> pValues(Draw draw) {
    SplittableRandom random = new SplittableRandom(13);
    Map<Measure, double[]> all = new EnumMap<>(Measure.class);
    for (int i = 0; i < DRAWS; i++) {
      Comparison comparison = compare(draw.draw(random), draw.draw(random));
      for (Measure measure : comparison.measures()) {
        all.computeIfAbsent(measure, _ -> new double[DRAWS])[i] = comparison.by(measure).pValue();
      }
    }
    return all;
  }

  private static Comparison compare(ValueCounts one, ValueCounts other) {
    return Comparison.between(Population.statistics(one, 0), Population.statistics(other, 0));
  }

  /** max |F − G| of two samples. */
  private static double distance(double[] one, double[] other) {
    double largest = 0;
    for (double at : one) {
      double below = Arrays.stream(one).filter(x -> x <= at).count() / (double) one.length;
      double otherBelow = Arrays.stream(other).filter(x -> x <= at).count() / (double) other.length;
      largest = Math.max(largest, Math.abs(below - otherBelow));
    }
    return largest;
  }
}
