package dev.millrace.model.predict;

/** Finds integers among some, by open addressing: no step of it allocates. */
final class LongLookup {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2⁶⁴ / φ (Knuth, TAOCP 6.4)

  private final long[] keys;
  private final int[] cells; // the place of a key plus one, or 0
  private final int shift;

  /**
   * @param keys distinct
   */
  LongLookup(long[] keys) {
    this.keys = keys;
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(keys.length) + 1);
    this.cells = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    for (int place = 0; place < keys.length; place++) {
      int cell = cell(keys[place]);
      while (cells[cell] != 0) {
        cell = (cell + 1) & (cells.length - 1);
      }
      cells[cell] = place + 1;
    }
  }

  /** The place of a key, or the number of keys where it is none of them. */
  int find(long key) {
    for (int cell = cell(key); cells[cell] != 0; cell = (cell + 1) & (cells.length - 1)) {
      int place = cells[cell] - 1;
      if (keys[place] == key) {
        return place;
      }
    }
    return keys.length;
  }

  private int cell(long key) {
    return (int) ((key * GOLDEN) >>> shift);
  }
}
