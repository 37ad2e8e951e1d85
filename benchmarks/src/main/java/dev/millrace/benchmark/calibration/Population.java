package dev.millrace.benchmark.calibration;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.Distinct;
import dev.millrace.data.statistics.Exact;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NotFinite;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import dev.millrace.data.statistics.ValueCounts;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What features are drawn from; each draw is of independent rows.
 *
 * <p>Few numbers are drawn row by row; of many, and of categories, only how often each occurs,
 * which comes to the same ({@link Neighbourhoods}, {@link Multinomial}).
 */
enum Population {
  NORMAL(true),
  LOG_NORMAL(true),
  PARETO(true),
  HALF_MISSING(true),
  MOSTLY_ZERO(false),
  SMALL_COUNTS(false),
  ONE_IN_FIFTY(false),
  THREE_SKEWED(false),
  FIVE_EQUAL(false),
  ZIPF_300(false);

  private static final Multinomial THREE = new Multinomial(0.96, 0.03, 0.01);
  private static final Multinomial FIVE = new Multinomial(1, 1, 1, 1, 1);
  private static final Multinomial POISSON_2 = new Multinomial(poisson(2, 16));
  private static final Multinomial ZIPF = new Multinomial(zipf(300));
  private static final String[] NAMES =
      IntStream.range(0, 300).mapToObj(i -> "v" + i).toArray(String[]::new);

  private final boolean continuous;

  Population(boolean continuous) {
    this.continuous = continuous;
  }

  boolean continuous() {
    return continuous;
  }

  boolean ofNumbers() {
    return continuous || this == MOSTLY_ZERO || this == SMALL_COUNTS;
  }

  FeatureStatistics draw(SplittableRandom random, long rows) {
    return switch (this) {
      case NORMAL -> statistics(counts(Law.NORMAL, random, rows, 0), 0);
      case LOG_NORMAL -> statistics(counts(Law.LOG_NORMAL, random, rows, 0), 0);
      case PARETO -> statistics(counts(Law.PARETO, random, rows, 0), 0);
      case HALF_MISSING -> {
        long missing = Binomial.draw(random, rows, 0.5);
        yield statistics(counts(Law.NORMAL, random, rows - missing, 0), missing);
      }
      case MOSTLY_ZERO -> {
        long others = Binomial.draw(random, rows, 0.1);
        yield statistics(counts(Law.EXPONENTIAL, random, others, rows - others), 0);
      }
      case SMALL_COUNTS -> small(random, rows);
      case ONE_IN_FIFTY -> new BooleanStatistics(rows, 0, Binomial.draw(random, rows, 0.02));
      case THREE_SKEWED -> strings(THREE, random, rows);
      case FIVE_EQUAL -> strings(FIVE, random, rows);
      case ZIPF_300 -> strings(ZIPF, random, rows);
    };
  }

  private static ValueCounts counts(Law law, SplittableRandom random, long rows, long zeros) {
    return rows < Neighbourhoods.LEAST_ROWS
        ? byRows(law, random, (int) rows, zeros)
        : Neighbourhoods.of(law, rows).draw(random, rows, zeros);
  }

  /** The counts of rows that are drawn, every one, and of some zeros. */
  static ValueCounts byRows(Law law, SplittableRandom random, int rows, long zeros) {
    double[] values = new double[rows + 1];
    for (int row = 0; row < rows; row++) {
      values[row] = law.draw(random);
    }
    Arrays.sort(values, 0, rows);
    long[] counts = new long[rows + 1];
    int size = 0;
    if (zeros > 0) {
      System.arraycopy(values, 0, values, 1, rows);
      values[0] = 0;
      counts[size++] = zeros;
    }
    int from = size;
    for (int row = from; row < from + rows; row++) {
      if (size == 0 || values[size - 1] < values[row]) {
        values[size++] = values[row];
      }
      counts[size - 1]++;
    }
    return new ValueCounts(
            ValueCounts.FULL, Arrays.copyOf(values, size), Arrays.copyOf(counts, size))
        .coarsened(ValueCounts.FULL);
  }

  private static FeatureStatistics small(SplittableRandom random, long rows) {
    double[] values = new double[16];
    long[] counts = new long[16];
    int[] size = {0};
    POISSON_2.draw(
        random,
        rows,
        (number, times) -> {
          values[size[0]] = number;
          counts[size[0]++] = times;
        });
    return statistics(
        new ValueCounts(
            ValueCounts.FULL, Arrays.copyOf(values, size[0]), Arrays.copyOf(counts, size[0])),
        0);
  }

  /** With the sums left out, which no comparison looks at. */
  static NumericStatistics statistics(ValueCounts values, long missing) {
    return new NumericStatistics(
        DataType.NUMBER,
        values.total(),
        missing,
        Optional.empty(),
        0,
        Exact.ZERO,
        Exact.ZERO,
        values,
        new Distinct(values.size(), values.exact()),
        NotFinite.NONE);
  }

  private static FeatureStatistics strings(
      Multinomial categories, SplittableRandom random, long rows) {
    List<Occurrence> values = new ArrayList<>();
    categories.draw(
        random, rows, (category, times) -> values.add(new Occurrence(NAMES[category], times)));
    return new StringStatistics(
        rows, 0, Optional.empty(), values, 0, new Distinct(values.size(), true), 0, 0);
  }

  private static double[] zipf(int size) {
    double[] weights = new double[size];
    Arrays.setAll(weights, i -> 1.0 / (i + 1));
    return weights;
  }

  /** The probabilities of so many numbers from 0 on, times a constant. */
  private static double[] poisson(double mean, int size) {
    double[] weights = new double[size];
    weights[0] = 1;
    for (int i = 1; i < size; i++) {
      weights[i] = weights[i - 1] * mean / i;
    }
    return weights;
  }
}
