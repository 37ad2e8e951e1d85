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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What features are drawn from; each draw is of independent rows. */
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

  /** Different values in a large draw of a continuous feature: as many as statistics keep. */
  private static final int GRID = 4_096;

  private static final int SMALL = 2_000;

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

  FeatureStatistics draw(SplittableRandom random, int rows) {
    return switch (this) {
      case NORMAL, LOG_NORMAL, PARETO -> numbers(random, rows, 0);
      case HALF_MISSING -> numbers(random, rows, missing(random, rows));
      case MOSTLY_ZERO -> mostlyZero(random, rows);
      case SMALL_COUNTS -> counted(categories(random, rows, POISSON), 0);
      case ONE_IN_FIFTY -> new BooleanStatistics(rows, 0, categories(random, rows, RARE)[0]);
      case THREE_SKEWED -> strings(categories(random, rows, SKEWED));
      case FIVE_EQUAL -> strings(categories(random, rows, EQUAL));
      case ZIPF_300 -> strings(categories(random, rows, ZIPF));
    };
  }

  /** The value of a rank between 0 and 1; ascending. */
  private double quantile(double rank) {
    return switch (this) {
      case LOG_NORMAL -> Math.exp(1.2 * normal(rank));
      case PARETO -> Math.pow(1 - rank, -0.5);
      case MOSTLY_ZERO -> -Math.log(1 - rank);
      case NORMAL, HALF_MISSING, SMALL_COUNTS, ONE_IN_FIFTY, THREE_SKEWED, FIVE_EQUAL, ZIPF_300 ->
          normal(rank);
    };
  }

  /** The logistic distribution's quantile, which is near enough to the normal one's. */
  private static double normal(double rank) {
    return Math.log(rank / (1 - rank)) / 1.7;
  }

  private static int missing(SplittableRandom random, int rows) {
    int missing = 0;
    for (int row = 0; row < rows; row++) {
      missing += random.nextBoolean() ? 1 : 0;
    }
    return missing;
  }

  private FeatureStatistics numbers(SplittableRandom random, int rows, int missing) {
    int values = rows - missing;
    return values <= SMALL ? single(random, values, missing) : grid(random, values, missing);
  }

  private FeatureStatistics single(SplittableRandom random, int rows, int missing) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = quantile(random.nextDouble(1e-9, 1));
    }
    Arrays.sort(values);
    long[] counts = new long[rows];
    int size = 0;
    for (double value : values) {
      if (size == 0 || values[size - 1] < value) {
        values[size++] = value;
      }
      counts[size - 1]++;
    }
    return statistics(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), missing);
  }

  private FeatureStatistics grid(SplittableRandom random, int rows, int missing) {
    double[] ranks = Grids.ALL.getOrDefault(this, new double[0]);
    long[] cells = new long[GRID];
    for (int row = 0; row < rows; row++) {
      cells[random.nextInt(GRID)]++;
    }
    double[] values = new double[GRID];
    long[] counts = new long[GRID];
    int size = 0;
    for (int cell = 0; cell < GRID; cell++) {
      if (cells[cell] > 0) {
        values[size] = ranks[cell];
        counts[size++] = cells[cell];
      }
    }
    return statistics(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), missing);
  }

  /** The values of the ranks, by population. */
  private static final class Grids {
    private static final Map<Population, double[]> ALL = new EnumMap<>(Population.class);

    static {
      for (Population population : values()) {
        double[] grid = new double[GRID];
        Arrays.setAll(grid, cell -> population.quantile((cell + 0.5) / GRID));
        ALL.put(population, grid);
      }
    }
  }

  private FeatureStatistics mostlyZero(SplittableRandom random, int rows) {
    int others = (int) categories(random, rows, TENTH)[0];
    NumericStatistics numbers = (NumericStatistics) numbers(random, others, 0);
    double[] values = new double[numbers.values().size() + 1];
    long[] counts = new long[values.length];
    System.arraycopy(numbers.values().values(), 0, values, 1, values.length - 1);
    System.arraycopy(numbers.values().counts(), 0, counts, 1, values.length - 1);
    counts[0] = Math.max(1, rows - others);
    return statistics(values, counts, 0);
  }

  private static FeatureStatistics counted(long[] counts, long missing) {
    int[] there = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    return statistics(
        Arrays.stream(there).asDoubleStream().toArray(),
        Arrays.stream(there).mapToLong(i -> counts[i]).toArray(),
        missing);
  }

  /** With the sums left out, which no comparison looks at. */
  private static FeatureStatistics statistics(double[] values, long[] counts, long missing) {
    ValueCounts all = new ValueCounts(ValueCounts.FULL, values, counts);
    return new NumericStatistics(
        DataType.NUMBER,
        all.total(),
        missing,
        Optional.empty(),
        0,
        Exact.ZERO,
        Exact.ZERO,
        all,
        new Distinct(values.length, true),
        NotFinite.NONE);
  }

  private static FeatureStatistics strings(long[] counts) {
    List<Occurrence> values = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        values.add(new Occurrence("v" + i, counts[i]));
      }
    }
    return new StringStatistics(
        Arrays.stream(counts).sum(),
        0,
        Optional.empty(),
        values,
        0,
        new Distinct(values.size(), true),
        0,
        0);
  }

  /** How often each of some categories is drawn, of which a table of equal parts is made. */
  private static long[] categories(SplittableRandom random, int rows, short[] parts) {
    long[] counts = new long[parts[parts.length - 1] + 1];
    for (int row = 0; row < rows; row++) {
      counts[parts[random.nextInt(parts.length)]]++;
    }
    return counts;
  }

  private static final short[] RARE = parts(new double[] {0.02, 0.98});
  private static final short[] TENTH = parts(new double[] {0.1, 0.9});
  private static final short[] SKEWED = parts(new double[] {0.96, 0.03, 0.01});
  private static final short[] EQUAL = parts(new double[] {1, 1, 1, 1, 1});
  private static final short[] POISSON =
      parts(new double[] {0.1353, 0.2707, 0.2707, 0.1804, 0.0902, 0.0361, 0.0120, 0.0034, 0.0012});
  private static final short[] ZIPF = parts(zipf(300));

  private static double[] zipf(int size) {
    double[] weights = new double[size];
    Arrays.setAll(weights, i -> 1.0 / (i + 1));
    return weights;
  }

  private static short[] parts(double[] weights) {
    double all = Arrays.stream(weights).sum();
    short[] parts = new short[1 << 14];
    int at = 0;
    double sum = 0;
    for (short i = 0; i < weights.length; i++) {
      sum += weights[i];
      int until = i == weights.length - 1 ? parts.length : (int) (sum / all * parts.length);
      while (at < until) {
        parts[at++] = i;
      }
    }
    return parts;
  }
}
