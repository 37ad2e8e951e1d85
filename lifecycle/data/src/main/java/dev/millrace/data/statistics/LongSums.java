package dev.millrace.data.statistics;

/** Adds up longs and their squares, exactly, in machine words as far as these go. */
final class LongSums {

  /** 2^11 squares of integers below this stay below 2^63. */
  private static final long SMALL = 1L << 26;

  /** 2^11 integers below this stay below 2^63, and the upper words of their squares do. */
  private static final long LARGE = 1L << 52;

  private LongSums() {}

  /**
   * Adds the first values, at most {@link Workspace#BATCH}.
   *
   * @param size of them
   * @param largest at least the absolute value of each, less one
   */
  static void add(long[] values, int size, long largest, ExactSum sum, ExactSum squares) {
    if (largest < SMALL - 1) {
      long total = 0;
      long totalSquares = 0;
      for (int i = 0; i < size; i++) {
        total += values[i];
        totalSquares += values[i] * values[i];
      }
      sum.add(total);
      squares.add(totalSquares);
      return;
    }
    if (largest >= LARGE) {
      for (int i = 0; i < size; i++) {
        sum.add(values[i]);
        squares.addSquare(values[i]);
      }
      return;
    }
    long total = 0;
    long low = 0;
    long high = 0;
    for (int i = 0; i < size; i++) {
      long square = values[i] * values[i];
      total += values[i];
      low += square;
      high += Math.multiplyHigh(values[i], values[i]);
      high += Long.compareUnsigned(low, square) < 0 ? 1 : 0;
    }
    squares.addWide(high, low);
    sum.add(total);
  }

  /** Adds a value some times: its upper half and its lower one, each of which a double holds. */
  static void add(long value, long times, ExactSum sum, ExactSum squares) {
    long upper = value >> 32;
    long lower = value & 0xFFFF_FFFFL;
    sum.add(upper * 0x1p32, times);
    sum.add((double) lower, times);
    squares.addSquare(upper * 0x1p32, times);
    squares.addSquare((double) lower, times);
    squares.addDoubled(upper, lower, times);
  }
}
