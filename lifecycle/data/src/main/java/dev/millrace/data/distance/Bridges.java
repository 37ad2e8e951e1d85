package dev.millrace.data.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The distribution of the area between a Brownian bridge and zero, over ranks stretched to the
 * values that they have, divided by the standard deviation of the area with its sign.
 *
 * <p>The area with its sign, Z, is standard normal, and the area itself, V, is at least |Z|; in the
 * tail that matters they are nearly the same, as large areas come from bridges that stay on one
 * side. So P(V ≥ v) = P(|Z| ≥ v) + P(V ≥ v > |Z|), where the first is known and only the second, of
 * a tenth of it, is counted among bridges drawn once for all features: a control variate, with
 * which {@value #BRIDGES} bridges are as good as tens of thousands.
 */
final class Bridges {

  private static final int BRIDGES = 4_000;

  /** Enough of them to see that a difference is nothing special. */
  private static final int FIRST = 64;

  private static final double NOTHING_SPECIAL = 0.1;
  private static final double[] RANKS = ranks();

  private final float[] widths;

  private Bridges(float[] widths) {
    this.widths = widths;
  }

  /** Drawn when first needed: it takes some milliseconds. */
  private static final class Drawn {
    /** By rank, then by bridge: many bridges are added up beside each other, one rank at a time. */
    private static final float[][] FIRST_ONES;

    private static final float[][] OTHERS;

    static {
      float[][] all = draw();
      FIRST_ONES = part(all, 0, FIRST);
      OTHERS = part(all, FIRST, BRIDGES);
    }

    private static float[][] part(float[][] all, int from, int to) {
      return Arrays.stream(all).map(at -> Arrays.copyOfRange(at, from, to)).toArray(float[][]::new);
    }

    private static float[][] draw() {
      SplittableRandom random = new SplittableRandom(0x57A55E25);
      float[][] bridges = new float[RANKS.length][BRIDGES];
      double[] walk = new double[RANKS.length];
      for (int bridge = 0; bridge < BRIDGES; bridge++) {
        double at = 0;
        double before = 0;
        for (int i = 0; i < walk.length; i++) {
          at += Math.sqrt(RANKS[i] - before) * random.nextGaussian();
          before = RANKS[i];
          walk[i] = at;
        }
        double end = at + Math.sqrt(1 - before) * random.nextGaussian();
        for (int i = 0; i < walk.length; i++) {
          bridges[i][bridge] = (float) (walk[i] - RANKS[i] * end);
        }
      }
      return bridges;
    }
  }

  /** Where bridges are known: evenly, and closer and closer towards either end. */
  private static double[] ranks() {
    int even = 64;
    int tail = 7;
    double[] ranks = new double[even - 1 + 2 * tail];
    for (int i = 0; i < tail; i++) {
      ranks[i] = 1.0 / (even << (tail - i));
      ranks[ranks.length - 1 - i] = 1 - ranks[i];
    }
    for (int i = 1; i < even; i++) {
      ranks[tail + i - 1] = (double) i / even;
    }
    return ranks;
  }

  /** Over the ranks of all numbers together. */
  static Bridges over(Numbers numbers) {
    double each = 1 / (numbers.sizeOne() + (double) numbers.sizeOther());
    double[] widths = new double[RANKS.length];
    double[] values = numbers.values();
    long below = 0;
    int nearest = 0;
    for (int i = 0; i + 1 < values.length; i++) {
      below += numbers.one()[i] + numbers.other()[i];
      double rank = below * each;
      while (nearest + 1 < RANKS.length && RANKS[nearest] + RANKS[nearest + 1] < 2 * rank) {
        nearest++;
      }
      widths[nearest] += values[i + 1] - values[i];
    }
    double deviation = deviation(widths);
    float[] scaled = new float[widths.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (widths[i] / deviation);
    }
    return new Bridges(scaled);
  }

  /** Of Σ w(s) B(s), the covariance of B(s) and B(t) being s (1 − t) for s ≤ t. */
  private static double deviation(double[] widths) {
    double variance = 0;
    double before = 0;
    for (int i = 0; i < widths.length; i++) {
      double rest = widths[i] * (1 - RANKS[i]);
      variance += rest * (2 * before + widths[i] * RANKS[i]);
      before += widths[i] * RANKS[i];
    }
    return Math.sqrt(variance);
  }

  /** P(V ≥ v). */
  double upperTail(double v) {
    double known = Math.min(1, 2 * Normal.upperTail(v));
    int between = between(Drawn.FIRST_ONES, v);
    if (known + (double) between / FIRST > NOTHING_SPECIAL) {
      return Math.min(1, known + (double) between / FIRST);
    }
    between += between(Drawn.OTHERS, v);
    return Math.min(1, known + (double) between / BRIDGES);
  }

  /** Of some bridges, those with V ≥ v > |Z|. */
  private int between(float[][] bridges, double v) {
    float[] area = new float[bridges[0].length];
    float[] signed = new float[bridges[0].length];
    for (int i = 0; i < widths.length; i++) {
      add(widths[i], bridges[i], area, signed);
    }
    int between = 0;
    for (int i = 0; i < area.length; i++) {
      between += area[i] >= v && Math.abs(signed[i]) < v ? 1 : 0;
    }
    return between;
  }

  /**
   * A loop of its own, and of one index for all arrays: so the compiler makes vector instructions
   * of it.
   */
  private static void add(float width, float[] at, float[] area, float[] signed) {
    for (int i = 0; i < area.length; i++) {
      float part = width * at[i];
      area[i] += Math.abs(part);
      signed[i] += part;
    }
  }
}
