package dev.millrace.data.distance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Sets of rows drawn from one distribution sound an alarm as often as they should. In few trials,
 * so only what is grossly wrong shows: the whole simulation is a benchmark, {@code benchmarks/run
 * calibration}.
 */
class CalibrationTest {

  private static final int TRIALS = 1_000;

  private interface Rows {
    FeatureStatistics draw(SplittableRandom random, int rows);
  }

  @Test
  void pValue_continuousSmallSets_isCalibrated() {
    check(rates((random, rows) -> numbers(random, rows, 1e9), 100, 150), true);
  }

  @Test
  void pValue_continuousLargeSets_isCalibrated() {
    check(rates(CalibrationTest::counted, 12_000, 12_000), true);
  }

  @Test
  void pValue_heavyTies_isNotTooSmall() {
    check(rates((random, rows) -> numbers(random, rows, 4), 60, 240), false);
  }

  /** The names of rare ones say which sets they were in, unless order is kept from telling. */
  @Test
  void pValue_rareStrings_isNotTooSmall() {
    check(rates(CalibrationTest::strings, 150, 600), false);
  }

  /** Within four standard errors of a rate of 1 % and of 5 %. */
  private static void check(Map<Measure, int[]> alarms, boolean continuous) {
    alarms.forEach(
        (measure, counts) -> {
          double[] nominal = {0.01, 0.05};
          for (int i = 0; i < nominal.length; i++) {
            double rate = counts[i] / (double) TRIALS;
            double error = Math.sqrt(nominal[i] * (1 - nominal[i]) / TRIALS);
            assertThat(rate).as(measure.key()).isLessThan(nominal[i] + 4 * error);
            if (continuous) {
              assertThat(rate).as(measure.key()).isGreaterThan(0.7 * nominal[i] - 3 * error);
            }
          }
        });
  }

  private static Map<Measure, int[]> rates(Rows rows, int one, int other) {
    SplittableRandom random = new SplittableRandom(19);
    Map<Measure, int[]> alarms = new EnumMap<>(Measure.class);
    for (int trial = 0; trial < TRIALS; trial++) {
      Comparison comparison = Comparison.between(rows.draw(random, one), rows.draw(random, other));
      for (Measure measure : comparison.measures()) {
        double p = comparison.by(measure).pValue();
        int[] counts = alarms.computeIfAbsent(measure, _ -> new int[2]);
        counts[0] += p <= 0.01 ? 1 : 0;
        counts[1] += p <= 0.05 ? 1 : 0;
      }
    }
    return alarms;
  }

  /** Normally distributed, in so many different values a standard deviation. */
  private static NumericStatistics numbers(SplittableRandom random, int rows, double fine) {
    double[] values = new double[rows];
    Arrays.setAll(values, row -> Math.rint(random.nextGaussian() * fine));
    return Columns.numbers(values);
  }

  /** As many rows of 300 equally likely values, which is fine enough to have hardly any ties. */
  private static NumericStatistics counted(SplittableRandom random, int rows) {
    long[] counts = new long[300];
    for (int row = 0; row < rows; row++) {
      counts[random.nextInt(counts.length)]++;
    }
    return Columns.counted(counts);
  }

  /** Of 400 strings, a few of them frequent. */
  private static FeatureStatistics strings(SplittableRandom random, int rows) {
    String[] values = new String[rows];
    Arrays.setAll(values, row -> "v" + (int) (400 * Math.pow(random.nextDouble(), 3)));
    return Columns.strings(values);
  }
}
