package dev.millrace.evaluation.metric;

import org.jspecify.annotations.Nullable;

/**
 * How much each row counts: as given, or as drawn again for one replicate.
 *
 * <p>A draw is a function of seed, replicate and unit alone (a counter-based generator: Salmon and
 * others, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; the mixing function is that of
 * Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). So it is
 * the same for two models, in any order of rows and on any number of threads.
 */
public final class Weights {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Cumulated probabilities of Poisson's distribution of mean 1, of 2^63. */
  private static final long[] POISSON = poisson();

  /** Of each value of the leading bits, the least count: for most, the only one. */
  private static final byte[] LEAST_COUNTS = leastCounts();

  private static final int LEADING_SHIFT = 63 - 8;

  private final double @Nullable [] base;

  /** How often each row was drawn; null where rows are as given. */
  private final byte @Nullable [] times;

  private Weights(double @Nullable [] base, byte @Nullable [] times) {
    this.base = base;
    this.times = times;
  }

  /** Each row counting the same. */
  public static Weights equal() {
    return new Weights(null, null);
  }

  /**
   * The array is not copied.
   *
   * @param weights finite, not negative
   * @throws IllegalArgumentException if one is not
   */
  public static Weights of(double[] weights) {
    Domain.checkWeights(weights, weights.length);
    return new Weights(weights, null);
  }

  /** Each unit as often as Poisson's distribution of mean 1 draws it. */
  Weights poisson(Units drawn, int rows, long seed, int replicate) {
    long key = mix(mix(seed) + replicate * GOLDEN);
    byte[] drawnTimes = new byte[rows];
    for (int row = 0; row < rows; row++) {
      drawnTimes[row] = poisson(hash(drawn, row, key));
    }
    return new Weights(base, drawnTimes);
  }

  /** Without one of some parts of about equally many units. */
  Weights without(Units drawn, int rows, long seed, int part) {
    long key = mix(seed);
    byte[] drawnTimes = new byte[rows];
    for (int row = 0; row < rows; row++) {
      boolean out = (hash(drawn, row, key) >>> 1) % Resampling.PARTS == part;
      drawnTimes[row] = (byte) (out ? 0 : 1);
    }
    return new Weights(base, drawnTimes);
  }

  double of(int row) {
    double weight = base == null ? 1 : base[row];
    return times == null ? weight : weight * times[row];
  }

  /** As given, by row. */
  public double[] base(int rows) {
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      weights[row] = base == null ? 1 : base[row];
    }
    return weights;
  }

  private static long hash(Units drawn, int row, long key) {
    return mix(drawn.of(row) * GOLDEN + key);
  }

  private static byte poisson(long hash) {
    long uniform = hash >>> 1;
    byte count = LEAST_COUNTS[(int) (uniform >>> LEADING_SHIFT)];
    while (count < POISSON.length && uniform >= POISSON[count]) {
      count++;
    }
    return count;
  }

  private static long[] poisson() {
    long[] cumulated = new long[14];
    double probability = StrictMath.exp(-1);
    double sum = 0;
    for (int count = 0; count < cumulated.length; count++) {
      sum += probability;
      cumulated[count] = (long) (sum * 0x1p63);
      probability /= count + 1;
    }
    return cumulated;
  }

  private static byte[] leastCounts() {
    byte[] counts = new byte[1 << (63 - LEADING_SHIFT)];
    for (int leading = 0; leading < counts.length; leading++) {
      long least = (long) leading << LEADING_SHIFT;
      while (counts[leading] < POISSON.length && least >= POISSON[counts[leading]]) {
        counts[leading]++;
      }
    }
    return counts;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
