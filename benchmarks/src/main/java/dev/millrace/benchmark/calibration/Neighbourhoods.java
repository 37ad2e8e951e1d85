package dev.millrace.benchmark.calibration;

import dev.millrace.benchmark.Benchmark;
import dev.millrace.data.statistics.ValueCounts;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Counts of many independent rows of a {@link Law}, drawn without the rows.
 *
 * <p>Statistics depend on rows only through how many share the kept bits of their mantissas, and of
 * many rows fewer bits are kept, the fewer the more values there are. So it is enough to draw how
 * many rows fall into each neighbourhood of values that agree in a few bits more than will be kept;
 * statistics then drop bits until their neighbourhoods are few enough, as they do for rows, and end
 * up distributed as those of rows. That bits will be dropped is made sure of: by the number of
 * neighbourhoods that are filled in the mean, and by the precision at the end.
 */
final class Neighbourhoods {

  /** The fewest rows that bits are dropped of beyond doubt: many more than values are kept. */
  static final long LEAST_ROWS = 8_192;

  /**
   * Ten deviations above as many as statistics keep, 4,096: the number that are filled varies less
   * than a Poisson one.
   */
  private static final double FILLED = 4_096 + 10 * 70;

  /** Gauss and Legendre's points and weights of order three, from 0 to 1. */
  private static final double[] POINTS = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};

  private static final double[] WEIGHTS = {5.0 / 18, 8.0 / 18, 5.0 / 18};

  private static final Map<Key, Neighbourhoods> KNOWN = new ConcurrentHashMap<>();

  private record Key(Law law, long rows) {}

  private final int precision;
  private final double[] values;
  private final Multinomial cells;

  private Neighbourhoods(Law law, int precision) {
    this.precision = precision;
    this.values = values(law, precision);
    double[] shares = new double[values.length];
    Arrays.setAll(shares, i -> share(law, values[i], precision));
    this.cells = new Multinomial(shares);
  }

  /**
   * As coarse as will do for so many rows.
   *
   * @param rows at least {@value #LEAST_ROWS}
   */
  static Neighbourhoods of(Law law, long rows) {
    Benchmark.require(
        rows >= LEAST_ROWS, rows + " rows may keep all bits: draw these, not their counts");
    return KNOWN.computeIfAbsent(
        new Key(law, Long.highestOneBit(rows)), key -> fine(key.law(), key.rows()));
  }

  private static Neighbourhoods fine(Law law, long rows) {
    int precision = 4;
    Neighbourhoods neighbourhoods = new Neighbourhoods(law, precision);
    while (neighbourhoods.cells.expectedFilled(rows) < FILLED) {
      neighbourhoods = new Neighbourhoods(law, ++precision);
    }
    return neighbourhoods;
  }

  /** Ascending, each the number of least magnitude in its neighbourhood. */
  private static double[] values(Law law, int precision) {
    int each = 1 << precision;
    int exponents = law.mostExponent() - law.leastExponent() + 1;
    int positive = exponents * each;
    double[] values = new double[law.signed() ? 2 * positive : positive];
    for (int i = 0; i < positive; i++) {
      double mantissa = 1 + (double) (i % each) / each;
      double value = Math.scalb(mantissa, law.leastExponent() + i / each);
      values[values.length - positive + i] = value;
      if (law.signed()) {
        values[positive - 1 - i] = -value;
      }
    }
    return values;
  }

  /**
   * The probability of a neighbourhood: over so little, three points tell it to the last digits.
   */
  private static double share(Law law, double value, int precision) {
    double width = Math.scalb(1.0, Math.getExponent(value) - precision);
    double share = 0;
    for (int i = 0; i < POINTS.length; i++) {
      share += WEIGHTS[i] * law.density(Math.abs(value) + POINTS[i] * width);
    }
    return share * width;
  }

  /** The bits of mantissas that tell neighbourhoods apart. */
  int precision() {
    return precision;
  }

  /** What all neighbourhoods together are probable: 1, but for what lies beyond the last ones. */
  double covered() {
    return cells.weight();
  }

  /**
   * The counts of some rows.
   *
   * @param zeros more rows, all 0, which none is otherwise
   */
  ValueCounts draw(RandomGenerator random, long rows, long zeros) {
    double[] drawn = new double[(int) Math.min(rows, values.length) + 1];
    long[] counts = new long[drawn.length];
    int[] size = {0};
    if (zeros > 0) {
      counts[size[0]++] = zeros;
    }
    cells.draw(
        random,
        rows,
        (cell, count) -> {
          drawn[size[0]] = values[cell];
          counts[size[0]++] = count;
        });
    ValueCounts kept =
        new ValueCounts(precision, Arrays.copyOf(drawn, size[0]), Arrays.copyOf(counts, size[0]))
            .coarsened(precision);
    Benchmark.require(kept.precision() < precision, "rows themselves would have kept more bits");
    return kept;
  }
}
