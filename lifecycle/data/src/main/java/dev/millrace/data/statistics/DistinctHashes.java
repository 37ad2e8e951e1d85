package dev.millrace.data.statistics;

import java.util.Arrays;

/**
 * Counts distinct values by the least of their hashes: if the k-th least of evenly spread hashes is
 * the fraction f of their range, there are about (k − 1) / f of them, with a standard error of 1 /
 * √(k − 2) of that. (Z. Bar-Yossef and others, "Counting distinct elements in a data stream", 2002;
 * K. Beyer and others, "On synopses for distinct-value estimation under multiset operations",
 * 2007.) What is kept depends on which values there are and on nothing else.
 *
 * <p>Up to twice k hashes are kept in a table without order; then the least k stay, and from there
 * on most values are told to be of no interest by one comparison.
 */
final class DistinctHashes {

  /** A standard error of 2.2 %. */
  static final int MOST_HASHES = 2048;

  /** Most that count do not see many values, so a table begins small. */
  private static final int FIRST_SLOTS = 16;

  private static final int MOST_SLOTS = 4 * MOST_HASHES;

  private long[] table = new long[FIRST_SLOTS];
  private int size;

  /** Kept hashes are less; as unsigned numbers. Zero, which marks a free slot, is not kept. */
  private long limit = -1;

  /** Mixes the bits of a number so that each of them sways all. (D. Stafford's variant 13.) */
  static long hash(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Adds a value by its {@link #hash}. */
  void add(long hash) {
    if (Long.compareUnsigned(hash, limit) < 0) {
      insert(hash);
    }
  }

  void addDoubles(double[] values, int size) {
    for (int i = 0; i < size; i++) {
      add(hash(Double.doubleToRawLongBits(values[i] + 0.0)));
    }
  }

  void addLongs(long[] values, int size) {
    for (int i = 0; i < size; i++) {
      add(hash(values[i]));
    }
  }

  void add(DistinctHashes other) {
    for (long hash : other.table) {
      if (hash != 0) {
        add(hash);
      }
    }
  }

  /**
   * Below the limit hashes are spread evenly only from zero to it, so the slot is taken from the
   * hash mixed once more.
   */
  private void insert(long hash) {
    int slot = slot(hash);
    if (table[slot] == 0 && hash != 0) {
      table[slot] = hash;
      if (++size == 2 * MOST_HASHES) {
        keepLeast();
      } else if (size > table.length / 2) {
        grow();
      }
    }
  }

  /** Where a hash is, or where it would be put. */
  private int slot(long hash) {
    int last = table.length - 1;
    int slot = (int) ((hash * 0x9E37_79B9_7F4A_7C15L) >>> Long.numberOfLeadingZeros(last));
    while (table[slot] != hash && table[slot] != 0) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.min(4 * old.length, MOST_SLOTS)];
    for (long hash : old) {
      if (hash != 0) {
        table[slot(hash)] = hash;
      }
    }
  }

  /** Leaves the least {@link #MOST_HASHES}, if there are more. */
  private void keepLeast() {
    if (size > MOST_HASHES) {
      long[] least = least();
      table = new long[MOST_SLOTS];
      size = 0;
      limit = -1;
      for (long hash : least) {
        insert(hash);
      }
      limit = least[MOST_HASHES - 1] + 1;
    }
  }

  /** The kept hashes, ascending as unsigned numbers. */
  private long[] least() {
    long[] sorted = Arrays.stream(table).filter(hash -> hash != 0).toArray();
    flip(sorted);
    Arrays.sort(sorted);
    flip(sorted);
    return sorted.length > MOST_HASHES ? Arrays.copyOf(sorted, MOST_HASHES) : sorted;
  }

  private static void flip(long[] hashes) {
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] ^= Long.MIN_VALUE;
    }
  }

  Distinct build() {
    if (size < MOST_HASHES) {
      return new Distinct(size, true);
    }
    long[] least = least();
    long last = least[MOST_HASHES - 1];
    double fraction = ((last >>> 1) * 2.0 + (last & 1)) / 0x1p64;
    return new Distinct(Math.round((MOST_HASHES - 1) / fraction), false);
  }

  void write(PartialWriter to) {
    long[] least = least();
    to.number(least.length);
    for (long hash : least) {
      to.word(hash);
    }
  }

  /** Adds what another wrote. */
  void add(PartialReader other) {
    int size = other.size(MOST_HASHES);
    for (int i = 0; i < size; i++) {
      add(other.word());
    }
  }
}
