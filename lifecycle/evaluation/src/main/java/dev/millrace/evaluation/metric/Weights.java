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

  private final double @Nullable [] base;
  private final Draw draw;
  private final Units units;
  private final long key;
  private final int leftOut;

  private enum Draw {
    AS_GIVEN,
    POISSON,
    WITHOUT_ONE_PART
  }

  private Weights(double @Nullable [] base, Draw draw, Units units, long key, int leftOut) {
    this.base = base;
    this.draw = draw;
    this.units = units;
    this.key = key;
    this.leftOut = leftOut;
  }

  /** Each row counting the same. */
  public static Weights equal() {
    return new Weights(null, Draw.AS_GIVEN, Units.ROWS, 0, 0);
  }

  /**
   * The array is not copied.
   *
   * @param weights finite, not negative
   * @throws IllegalArgumentException if one is not
   */
  public static Weights of(double[] weights) {
    Domain.checkWeights(weights, weights.length);
    return new Weights(weights, Draw.AS_GIVEN, Units.ROWS, 0, 0);
  }

  /** Each unit as often as Poisson's distribution of mean 1 draws it. */
  Weights poisson(Units drawn, long seed, int replicate) {
    return new Weights(base, Draw.POISSON, drawn, mix(mix(seed) + replicate * GOLDEN), 0);
  }

  /** Without one of some parts of about equally many units. */
  Weights without(Units drawn, long seed, int part) {
    return new Weights(base, Draw.WITHOUT_ONE_PART, drawn, mix(seed), part);
  }

  double of(int row) {
    double weight = base == null ? 1 : base[row];
    return switch (draw) {
      case AS_GIVEN -> weight;
      case POISSON -> weight * poisson(hash(row));
      case WITHOUT_ONE_PART ->
          Math.floorMod(hash(row) >>> 1, Resampling.PARTS) == leftOut ? 0 : weight;
    };
  }

  /** As given, by row. */
  public double[] base(int rows) {
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      weights[row] = base == null ? 1 : base[row];
    }
    return weights;
  }

  private long hash(int row) {
    return mix(units.of(row) * GOLDEN + key);
  }

  private static int poisson(long hash) {
    long uniform = hash >>> 1;
    int count = 0;
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

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
