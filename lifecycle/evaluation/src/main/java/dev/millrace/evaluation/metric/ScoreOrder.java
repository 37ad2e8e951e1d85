package dev.millrace.evaluation.metric;

/**
 * Sorts rows by score in linear time: a radix sort (Knuth, The Art of Computer Programming 5.2.5)
 * over the bits of the scores, from the last digit to the first. It is stable, so equal scores stay
 * in row order, and a digit that all rows share costs one look.
 */
final class ScoreOrder {

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private ScoreOrder() {}

  /** The rows by descending score; none may be NaN, and −0 is 0. */
  static int[] descending(double[] scores) {
    int rows = scores.length;
    long[] keys = new long[rows];
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      keys[row] = sortable(scores[row]);
      order[row] = row;
    }
    int[] sorted = new int[rows];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      if (sortByDigit(keys, shift, order, sorted)) {
        int[] swap = order;
        order = sorted;
        sorted = swap;
      }
    }
    return order;
  }

  /** Bits whose unsigned comparison is that of the doubles, reversed. */
  private static long sortable(double score) {
    long bits = Double.doubleToRawLongBits(score + 0.0); // Makes −0 a 0.
    return bits < 0 ? bits : ~(bits | Long.MIN_VALUE);
  }

  /** Distributes rows by one digit; false, with nothing done, if all rows have the same. */
  private static boolean sortByDigit(long[] keys, int shift, int[] order, int[] sorted) {
    int[] next = new int[DIGITS];
    for (long key : keys) {
      next[digit(key, shift)]++;
    }
    if (keys.length == 0 || next[digit(keys[0], shift)] == keys.length) {
      return false;
    }
    int start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = next[digit];
      next[digit] = start;
      start += count;
    }
    for (int row : order) {
      sorted[next[digit(keys[row], shift)]++] = row;
    }
    return true;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (DIGITS - 1);
  }
}
