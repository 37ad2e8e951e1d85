package dev.millrace.data.statistics;

/**
 * Counts of neighbourhoods as an array: the bits that are kept of a double's magnitude, taken as an
 * integer, are its place, less the first place that is used; negative values have a half of their
 * own, and whatever has no bits left counts as zero. For neighbourhoods that lie within a window of
 * {@link #WINDOW} places.
 */
final class NeighbourhoodCounts {

  private static final int WINDOW_BITS = 14;
  private static final int WINDOW = 1 << WINDOW_BITS;
  private static final long MAGNITUDE = Long.MAX_VALUE;
  private static final long[] UNUSED = {};

  private long[] counts = UNUSED;
  private int shift;
  private long base;
  private long zeros;
  private int size;

  /** Takes a neighbourhood, by the bits of its least value, and its count. */
  interface Counted {
    void count(long bits, long times);
  }

  boolean used() {
    return counts.length > 0;
  }

  /** Neighbourhoods that hold anything. */
  int size() {
    return size;
  }

  /** Takes over a table's counts, if they fit; room is left on both sides of them. */
  boolean enter(long[] keys, long[] times, int precision) {
    int bits = ValueCounts.FULL - precision;
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < keys.length; i++) {
      long place = (keys[i] & MAGNITUDE) >>> bits;
      if (times[i] > 0 && place != 0) {
        least = Math.min(least, place);
        greatest = Math.max(greatest, place);
      }
    }
    long room = WINDOW - (greatest - least + 1);
    if (greatest < least || room < 0) {
      return false;
    }
    counts = new long[2 * WINDOW];
    shift = bits;
    base = Math.max(1, least - room / 2);
    size = 0;
    zeros = 0;
    for (int i = 0; i < keys.length; i++) {
      if (times[i] > 0) {
        add(Double.longBitsToDouble(keys[i]), times[i]);
      }
    }
    return true;
  }

  /** Returns where it stopped: at a value that is new or outside the window, or at the end. */
  int add(double[] values, int from, int to) {
    long[] counts = this.counts;
    long base = this.base;
    int shift = this.shift;
    long nothing = 0;
    for (int i = from; i < to; i++) {
      long bits = Double.doubleToRawLongBits(values[i]);
      long place = ((bits & MAGNITUDE) >>> shift) - base;
      if ((place & -WINDOW) != 0) {
        if ((bits & MAGNITUDE) >>> shift != 0) {
          addZeros(nothing);
          return i;
        }
        nothing++;
        continue;
      }
      int at = (int) place | ((int) (bits >>> 63) << WINDOW_BITS);
      if (counts[at] == 0) {
        addZeros(nothing);
        return i;
      }
      counts[at]++;
    }
    addZeros(nothing);
    return to;
  }

  private void addZeros(long times) {
    size += zeros == 0 && times > 0 ? 1 : 0;
    zeros += times;
  }

  /** Adds a value some times; false if it lies outside the window. */
  boolean add(double value, long times) {
    long bits = Double.doubleToRawLongBits(value);
    if ((bits & MAGNITUDE) >>> shift == 0) {
      addZeros(times);
      return true;
    }
    long place = ((bits & MAGNITUDE) >>> shift) - base;
    if ((place & -WINDOW) != 0) {
      return false;
    }
    int at = (int) place | ((int) (bits >>> 63) << WINDOW_BITS);
    size += counts[at] == 0 ? 1 : 0;
    counts[at] += times;
    return true;
  }

  /** Counts together what agrees without its last bits. */
  void coarsen(int bits) {
    long[] old = counts;
    long oldBase = base;
    counts = new long[2 * WINDOW];
    shift += bits;
    base = Math.max(1, oldBase >>> bits);
    size = zeros > 0 ? 1 : 0;
    for (int i = 0; i < old.length; i++) {
      if (old[i] > 0) {
        long sign = (long) (i >>> WINDOW_BITS) << 63;
        long place = oldBase + (i & (WINDOW - 1));
        add(Double.longBitsToDouble(sign | (place << (shift - bits))), old[i]);
      }
    }
  }

  /** The counts in ascending order: the greatest magnitudes below zero first. */
  ValueCounts build(int precision) {
    double[] values = new double[size];
    long[] times = new long[size];
    int used = 0;
    for (int i = 2 * WINDOW - 1; i >= WINDOW; i--) {
      if (counts[i] > 0) {
        values[used] = value(i);
        times[used++] = counts[i];
      }
    }
    if (zeros > 0) {
      times[used++] = zeros;
    }
    for (int i = 0; i < WINDOW; i++) {
      if (counts[i] > 0) {
        values[used] = value(i);
        times[used++] = counts[i];
      }
    }
    return new ValueCounts(precision, values, times);
  }

  private double value(int at) {
    long sign = (long) (at >>> WINDOW_BITS) << 63;
    return Double.longBitsToDouble(sign | ((base + (at & (WINDOW - 1))) << shift));
  }

  private void each(Counted counted) {
    if (zeros > 0) {
      counted.count(0, zeros);
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        counted.count(Double.doubleToRawLongBits(value(i)), counts[i]);
      }
    }
  }

  /** Passes all counts on and is unused again. */
  void leave(Counted counted) {
    each(counted);
    counts = UNUSED;
    zeros = 0;
    size = 0;
  }
}
