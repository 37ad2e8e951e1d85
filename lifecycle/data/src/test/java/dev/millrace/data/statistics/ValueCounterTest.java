package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ValueCounterTest {

  private final Random random = new Random(7);

  private static ValueCounts count(double... values) {
    ValueCounter counter = new ValueCounter();
    for (double value : values) {
      counter.add(value);
    }
    return counter.build();
  }

  private double[] draw(int count, DoubleSupplier from) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> from.getAsDouble());
    return values;
  }

  /** Written from the definition: the largest precision at which the values are few enough. */
  private static SortedMap<Double, Long> expected(double[] values, int precision) {
    SortedMap<Double, Long> counts = new TreeMap<>();
    for (double value : values) {
      long kept = Double.doubleToRawLongBits(value) & (-1L << (52 - precision));
      counts.merge(Double.longBitsToDouble(kept) + 0.0, 1L, Long::sum);
    }
    return counts;
  }

  private static int expectedPrecision(double[] values) {
    int precision = 52;
    while (expected(values, precision).size() > ValueCounter.MOST_VALUES) {
      precision--;
    }
    return precision;
  }

  private static void assertCounts(ValueCounts counts, SortedMap<Double, Long> expected) {
    assertThat(counts.values())
        .containsExactly(expected.keySet().stream().mapToDouble(Double::doubleValue).toArray());
    assertThat(counts.counts())
        .containsExactly(expected.values().stream().mapToLong(Long::longValue).toArray());
  }

  @Test
  void build_fewValues_countsEachExactly() {
    ValueCounts counts = count(3, -1, 3, 0.0, -0.0, 1e-320, 3);

    assertThat(counts.exact()).isTrue();
    assertThat(counts.values()).containsExactly(-1, 0, 1e-320, 3);
    assertThat(counts.counts()).containsExactly(1, 2, 1, 3);
  }

  @Test
  void build_manyValues_keepsTheLargestPrecisionThatFits() {
    for (DoubleSupplier from :
        new DoubleSupplier[] {
          random::nextGaussian,
          () -> StrictMath.exp(20 * random.nextGaussian()),
          () -> 978_307_200e6 + random.nextInt(1 << 30) * 1e4,
          () -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)),
          () -> random.nextInt(6000)
        }) {
      double[] values = draw(20_000, from);
      ValueCounts counts = count(values);
      assertThat(counts.precision()).isEqualTo(expectedPrecision(values)).isLessThan(52);
      assertCounts(counts, expected(values, counts.precision()));
    }
  }

  @Test
  void build_everyMagnitude_fits() {
    double[] values = draw(100_000, () -> Double.longBitsToDouble(random.nextLong()));
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();

    assertThat(count(finite).size()).isLessThanOrEqualTo(ValueCounter.MOST_VALUES);
    assertThat(count(finite).total()).isEqualTo(finite.length);
  }

  @Test
  void add_anyOrderAndParts_givesTheSame() {
    for (int size : new int[] {100, 5_000, 30_000}) {
      double[] values = draw(size, () -> StrictMath.exp(3 * random.nextGaussian()));
      ValueCounts whole = count(values);
      ValueCounter merged = new ValueCounter();
      int cut = random.nextInt(size);
      merged.add(count(Arrays.copyOfRange(values, cut, size)));
      merged.add(count(Arrays.copyOf(values, cut)));

      ValueCounts parts = merged.build();

      assertThat(parts.precision()).isEqualTo(whole.precision());
      assertThat(parts.values()).containsExactly(whole.values());
      assertThat(parts.counts()).containsExactly(whole.counts());
    }
  }

  @Test
  void quantile_exactValues_isTheOrderStatistic() {
    double[] values = draw(999, () -> random.nextInt(300));
    ValueCounts counts = count(values);
    Arrays.sort(values);

    for (double q : new double[] {0, 0.001, 0.25, 0.5, 0.9, 1}) {
      int rank = Math.max(1, (int) Math.ceil(q * values.length));
      assertThat(counts.quantile(q)).isEqualTo(values[rank - 1]);
    }
  }

  @Test
  void quantile_manyValues_staysWithinTheStatedError() {
    for (int trial = 0; trial < 20; trial++) {
      double spread = 1 + 4 * random.nextDouble();
      double[] values = draw(20_000, () -> StrictMath.exp(spread * random.nextGaussian()));
      ValueCounts counts = count(values);
      Arrays.sort(values);
      double bound = StrictMath.pow(2, -counts.precision() - 1);

      for (int percent = 1; percent <= 100; percent++) {
        double truth = values[(int) Math.ceil(percent / 100.0 * values.length) - 1];
        assertThat(Math.abs(counts.quantile(percent / 100.0) - truth))
            .isLessThanOrEqualTo(bound * Math.abs(truth));
      }
      assertThat(counts.precision()).isGreaterThanOrEqualTo(6);
    }
  }

  @Test
  void histogram_ofKnownValues_countsRanges() {
    assertThat(count(0, 1, 1, 2.5, 4).histogram(0, 4, 4)).containsExactly(1, 2, 1, 1);
    assertThat(count(5, 5).histogram(5, 5, 3)).containsExactly(2, 0, 0);
  }
}
