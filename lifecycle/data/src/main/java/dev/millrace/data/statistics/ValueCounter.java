package dev.millrace.data.statistics;

import java.util.Arrays;

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
 *
 * <p>Two forms of the same counts: a hash table at first, and once bits were dropped and the
 * neighbourhoods lie close enough together, an array with a place for each, which costs two
 * nanoseconds a value ({@link NeighbourhoodCounts}).
 */
final class ValueCounter {

  /** At no precision at all there are 2 · 2047 signs and exponents, so this many always suffice. */
  static final int MOST_VALUES = 4096;

  private static final int FIRST_SLOTS = 64;
  private static final int MOST_SLOTS = 4 * MOST_VALUES;

  /** Zero and minus zero are one value. */
  private static final long MINUS_ZERO = Long.MIN_VALUE;

  /** Told of all values, each exactly, before the first bit is dropped. */
  interface Overflow {
    void about(double[] values);
  }

  private final Overflow overflow;
  private final NeighbourhoodCounts dense = new NeighbourhoodCounts();
  private int precision = ValueCounts.FULL;
  private long mask = -1;
  private long[] keys = new long[FIRST_SLOTS];
  private long[] counts = new long[FIRST_SLOTS];
  private int size;

  ValueCounter() {
    this(values -> {});
  }

  ValueCounter(Overflow overflow) {
    this.overflow = overflow;
  }

  boolean exact() {
    return precision == ValueCounts.FULL;
  }

  void add(double value) {
    add(value, 1);
  }

  void add(double[] values, int size) {
    int at = 0;
    while (at < size) {
      at = dense.used() ? dense.add(values, at, size) : addSparse(values, at, size);
      if (at < size) {
        add(values[at++]);
      }
    }
  }

  /** Returns where it stopped: at a value that is a new one, or at the end. */
  private int addSparse(double[] values, int from, int to) {
    long[] keys = this.keys;
    long[] counts = this.counts;
    int last = keys.length - 1;
    int shift = Long.numberOfLeadingZeros(last);
    for (int i = from; i < to; i++) {
      long key = Double.doubleToRawLongBits(values[i] + 0.0) & mask;
      int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> shift);
      while (keys[slot] != key && counts[slot] > 0) {
        slot = (slot + 1) & last;
      }
      if (counts[slot] == 0) {
        return i;
      }
      counts[slot]++;
    }
    return to;
  }

  void add(double value, long times) {
    if (dense.used()) {
      if (dense.add(value, times)) {
        if (dense.size() > MOST_VALUES) {
          coarsen();
        }
        return;
      }
      leaveDense();
    }
    increment(Double.doubleToRawLongBits(value) & mask, times);
    if (size > MOST_VALUES) {
      coarsen();
    }
  }

  void add(ValueCounts other) {
    if (other.precision() < precision) {
      coarsenTo(other.precision());
    }
    for (int i = 0; i < other.size(); i++) {
      add(other.values()[i], other.counts()[i]);
    }
  }

  private void coarsen() {
    do {
      coarsenTo(precision - 1);
    } while ((dense.used() ? dense.size() : size) > MOST_VALUES);
    if (!dense.used()) {
      enterDense();
    }
  }

  /** Drops bits until no more than these are kept. */
  void coarsenTo(int bits) {
    if (bits >= precision) {
      return;
    }
    if (exact()) {
      overflow.about(build().values());
    }
    int dropped = precision - bits;
    precision = bits;
    mask = -1L << (ValueCounts.FULL - bits);
    if (dense.used()) {
      dense.coarsen(dropped);
    } else {
      rehash(MOST_SLOTS);
    }
  }

  private void rehash(int slots) {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[slots];
    counts = new long[slots];
    size = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldCounts[slot] > 0) {
        increment(oldKeys[slot] & mask, oldCounts[slot]);
      }
    }
  }

  private void enterDense() {
    if (dense.enter(keys, counts, precision)) {
      keys = new long[FIRST_SLOTS];
      counts = new long[FIRST_SLOTS];
      size = 0;
    }
  }

  /** Back to the table, for a value that lies too far from the others. */
  private void leaveDense() {
    keys = new long[MOST_SLOTS];
    counts = new long[MOST_SLOTS];
    size = 0;
    dense.leave(this::increment);
  }

  private void increment(long bits, long times) {
    long key = bits == MINUS_ZERO ? 0 : bits;
    int slot = slot(key);
    boolean unseen = counts[slot] == 0;
    keys[slot] = key;
    counts[slot] += times;
    if (unseen && ++size > keys.length / 2 && keys.length < MOST_SLOTS) {
      rehash(2 * keys.length);
    }
  }

  ValueCounts build() {
    if (dense.used()) {
      return dense.build(precision);
    }
    long[] order = new long[size];
    int used = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (counts[slot] > 0) {
        order[used++] = ordered(keys[slot]);
      }
    }
    Arrays.sort(order);
    double[] values = new double[size];
    long[] times = new long[size];
    for (int i = 0; i < size; i++) {
      long key = ordered(order[i]);
      values[i] = Double.longBitsToDouble(key);
      times[i] = counts[slot(key)];
    }
    return new ValueCounts(precision, values, times);
  }

  /** Bits of doubles as integers of the same order, and back. */
  private static long ordered(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** Where a key is, or where it would be put. */
  private int slot(long key) {
    int last = keys.length - 1;
    int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> Long.numberOfLeadingZeros(last));
    while (counts[slot] > 0 && keys[slot] != key) {
      slot = (slot + 1) & last;
    }
    return slot;
  }
}
