package dev.millrace.data.statistics;

/**
 * Sums doubles exactly, many at a time: doubles of one sign and exponent differ in their mantissas
 * only, which are integers, so there is an integer sum for each of the 4,096 signs and exponents,
 * and adding a value is adding its mantissa to one of them. (R. M. Neal's large superaccumulator,
 * arXiv:1505.05571.) The bins are emptied into an {@link ExactSum} before any can overflow: after
 * {@link #MOST} values.
 */
final class SumBins {

  /** A mantissa without its implicit bit is below 2^52, so 2^12 of them fit into 64 bits. */
  static final int MOST = 1 << 12;

  /** Below, a square may lose bits at the lower end; above, it may be infinite. */
  private static final int LEAST_EXPONENT = 1023 - 450;

  private static final int GREATEST_EXPONENT = 1023 + 500;

  private static final long FRACTION = 0xF_FFFF_FFFF_FFFFL;
  private static final int EXPONENT = 0x7FF;

  private final long[] mantissas = new long[4096];
  private final int[] counts = new int[4096];
  private final int[] used = new int[4096];
  private int uses;

  /** Adds the first values to a sum. All must be finite, and no more than {@link #MOST}. */
  void add(double[] values, int size, ExactSum sum) {
    for (int i = 0; i < size; i++) {
      add(values[i]);
    }
    empty(sum);
  }

  /**
   * Adds the squares of the first values to a sum. A square is a double and a rounding error that
   * is a double too, which a fused multiply-add gives exactly. (T. J. Dekker, "A floating-point
   * technique for extending the available precision", 1971.)
   */
  void addSquares(double[] values, int size, ExactSum sum) {
    for (int i = 0; i < size; i++) {
      double value = values[i];
      int exponent = (int) (Double.doubleToRawLongBits(value) >>> 52) & EXPONENT;
      if (exponent > LEAST_EXPONENT && exponent < GREATEST_EXPONENT) {
        double square = value * value;
        add(square);
        add(Math.fma(value, value, -square));
      } else if (value != 0) {
        sum.addSquare(value);
      }
    }
    empty(sum);
  }

  /**
   * Adds the products of pairs to a sum, each rounded once: what is added up is a function of each
   * row alone, so the sum depends neither on their order nor on how they are cut.
   */
  void addProducts(double[] ones, double[] others, int size, ExactSum sum) {
    for (int i = 0; i < size; i++) {
      add(ones[i] * others[i]);
    }
    empty(sum);
  }

  private void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int bin = (int) (bits >>> 52);
    mantissas[bin] += bits & FRACTION;
    if (counts[bin]++ == 0) {
      used[uses++] = bin;
    }
  }

  private void empty(ExactSum sum) {
    for (int i = 0; i < uses; i++) {
      int bin = used[i];
      int exponent = bin & EXPONENT;
      sum.addUnits(mantissas[bin], exponent == 0 ? 0 : counts[bin], exponent, bin > EXPONENT);
      mantissas[bin] = 0;
      counts[bin] = 0;
    }
    uses = 0;
  }
}
