package dev.millrace.data.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts how often each number occurs, in bounded memory.
 *
 * <p>As long as there are at most {@link #MOST_VALUES} different values, each is counted as it is.
 * When there are more, the last bit of every mantissa is dropped, values that then agree are
 * counted together, and so on until they are few enough again. Sign and exponent are never dropped,
 * so every magnitude keeps its own neighbourhoods, and those of timestamps or of other numbers
 * close to each other and far from zero are as fine as their spread needs.
 *
 * <p>Why this and not one of the usual sketches of quantiles: what is kept is a function of the
 * values alone. The precision at the end is the largest at which all values fit; a part never needs
 * a smaller one than the whole, so neither the order of the rows nor how they were cut into parts
 * leaves a trace, and two data sets can be compared value by value at the smaller of their
 * precisions. The price: the error is relative to the value (2^-(precision + 1)), not to the rank,
 * and a data set that is dense in one place and spread over hundreds of magnitudes elsewhere is
 * seen coarsely in the dense place.
 */
final class ValueCounter {

  /** At no precision at all there are 2 · 2047 signs and exponents, so this many always suffice. */
  static final int MOST_VALUES = 4096;

  private static final int SLOTS = 4 * MOST_VALUES;

  /** Zero and minus zero are one value. */
  private static final long MINUS_ZERO = Long.MIN_VALUE;

  private int precision = ValueCounts.FULL;
  private long mask = -1;
  private long[] keys = new long[SLOTS];
  private long[] counts = new long[SLOTS];
  private int size;

  void add(double value) {
    add(value, 1);
  }

  void add(double value, long times) {
    increment(Double.doubleToRawLongBits(value) & mask, times);
    if (size > MOST_VALUES) {
      coarsen();
    }
  }

  void add(ValueCounts other) {
    coarsenTo(Math.min(precision, other.precision()));
    for (int i = 0; i < other.size(); i++) {
      add(other.values()[i], other.counts()[i]);
    }
  }

  private void coarsen() {
    do {
      coarsenTo(precision - 1);
    } while (size > MOST_VALUES);
  }

  /** Drops bits until no more than these are kept. */
  void coarsenTo(int bits) {
    if (bits >= precision) {
      return;
    }
    precision = bits;
    mask = -1L << (ValueCounts.FULL - bits);
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[SLOTS];
    counts = new long[SLOTS];
    size = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (oldCounts[slot] > 0) {
        increment(oldKeys[slot] & mask, oldCounts[slot]);
      }
    }
  }

  private void increment(long bits, long times) {
    long key = bits == MINUS_ZERO ? 0 : bits;
    int slot = slot(key);
    while (counts[slot] > 0 && keys[slot] != key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (counts[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    counts[slot] += times;
  }

  /**
   * Fibonacci hashing (D. Knuth, The Art of Computer Programming 3, 6.4): the high bits of a
   * product.
   */
  private static int slot(long key) {
    return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> (64 - Integer.numberOfTrailingZeros(SLOTS)));
  }

  ValueCounts build() {
    List<Integer> used = new ArrayList<>(size);
    for (int slot = 0; slot < SLOTS; slot++) {
      if (counts[slot] > 0) {
        used.add(slot);
      }
    }
    used.sort(Comparator.comparingDouble(slot -> Double.longBitsToDouble(keys[slot])));
    return new ValueCounts(
        precision,
        used.stream().mapToDouble(slot -> Double.longBitsToDouble(keys[slot])).toArray(),
        used.stream().mapToLong(slot -> counts[slot]).toArray());
  }
}
