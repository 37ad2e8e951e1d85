package dev.millrace.data.statistics;

/**
 * Counts distinct numbers beside a {@link ValueCounter}: as long as that counts every value as it
 * is, it knows them all, and nothing is done here. From the moment it does not, the hashes of all
 * values are kept, those before it among them. Integers that are too large for the counter's
 * doubles are reason enough to begin.
 */
final class DistinctNumbers {

  /** From here on, different longs may be the same double. */
  static final long EXACT_DOUBLES = 1L << 53;

  private final DistinctHashes hashes = new DistinctHashes();
  private boolean begun;

  boolean begun() {
    return begun;
  }

  /** Takes the values so far, all of which are exact; does nothing if it has begun already. */
  void begin(double[] values) {
    if (!begun) {
      begun = true;
      addExact(values);
    }
  }

  /** Adds values of a counter that has lost none of their bits. */
  void addExact(double[] values) {
    for (double value : values) {
      add(value);
    }
  }

  /** A whole double and the long that equals it are one value. */
  private void add(double value) {
    hashes.add(DistinctHashes.hash(Double.doubleToRawLongBits(value + 0.0)));
  }

  void addDoubles(double[] values, int size) {
    hashes.addDoubles(values, size);
  }

  void addLongs(long[] values, int size) {
    for (int i = 0; i < size; i++) {
      addLong(values[i]);
    }
  }

  /** Small ones as the doubles they equal, since those may have come before. */
  void addLong(long value) {
    boolean small = value <= EXACT_DOUBLES && value >= -EXACT_DOUBLES;
    hashes.add(DistinctHashes.hash(small ? Double.doubleToRawLongBits((double) value) : value));
  }

  void addDouble(double value) {
    add(value);
  }

  void merge(DistinctNumbers other) {
    begun |= other.begun;
    hashes.add(other.hashes);
  }

  /** Whether another had begun, which is written first. */
  static boolean readBegun(PartialReader other) {
    return other.size(1) == 1;
  }

  /** Takes the hashes, which are written next. */
  void mergeHashes(PartialReader other) {
    hashes.add(other);
  }

  Distinct build(long known) {
    return begun ? hashes.build() : new Distinct(known, true);
  }

  void write(PartialWriter to) {
    to.number(begun ? 1 : 0);
    hashes.write(to);
  }
}
