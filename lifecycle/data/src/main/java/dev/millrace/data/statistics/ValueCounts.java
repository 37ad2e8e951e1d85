package dev.millrace.data.statistics;

import java.util.Arrays;

/**
 * How often each value occurs; of many different values, how often each of the neighbourhoods that
 * {@link ValueCounter} keeps. The counts themselves are exact always.
 *
 * @param precision how many bits of each value's mantissa are kept; {@link #FULL} is all
 * @param values ascending; each stands for all that agree with it in the kept bits
 * @param counts beside the values, each at least one
 */
public record ValueCounts(int precision, double[] values, long[] counts) {

  /** The bits of a double's mantissa. */
  public static final int FULL = 52;

  public static final ValueCounts EMPTY = new ValueCounts(FULL, new double[0], new long[0]);

  public ValueCounts {
    if (precision < 0 || precision > FULL || values.length != counts.length) {
      throw new IllegalArgumentException(
          values.length + " values, " + counts.length + " counts, precision " + precision);
    }
    for (int i = 0; i < values.length; i++) {
      boolean ascending = i == 0 || values[i - 1] < values[i];
      if (!Double.isFinite(values[i]) || !ascending || counts[i] < 1) {
        throw new IllegalArgumentException("not ascending finite values with counts at " + i);
      }
    }
  }

  /** True if every value is kept as it is. */
  public boolean exact() {
    return precision == FULL;
  }

  /** How many neighbourhoods there are; if {@link #exact}, how many different values. */
  public int size() {
    return values.length;
  }

  public long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The least value that at least the fraction q of all values do not exceed. Where values are not
   * {@link #exact}, within 2^-(precision + 1) of that, relatively.
   *
   * @param q from 0 to 1
   * @throws IllegalStateException if there are no values
   */
  public double quantile(double q) {
    if (values.length == 0) {
      throw new IllegalStateException("there are no values to take a quantile of");
    }
    long rank = Math.max(1, (long) Math.ceil(q * total()));
    long below = 0;
    int i = 0;
    while (below + counts[i] < rank) {
      below += counts[i];
      i++;
    }
    return middle(values[i]);
  }

  /**
   * The value that occurs most often, the least of several; where values are not {@link #exact},
   * the middle of the neighbourhood that most lie in.
   *
   * @throws IllegalStateException if there are no values
   */
  public double mostFrequent() {
    if (values.length == 0) {
      throw new IllegalStateException("there are no values to take the most frequent of");
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return middle(values[most]);
  }

  /** The middle of a neighbourhood; the value itself if there is nothing else in it. */
  private double middle(double value) {
    if (exact() || value == 0) {
      return value;
    }
    long half = 1L << (FULL - 1 - precision);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) | half);
  }

  /** The same counts with fewer bits of the values kept. */
  public ValueCounts coarsened(int precision) {
    ValueCounter counter = new ValueCounter();
    counter.add(this);
    counter.coarsenTo(precision);
    return counter.build();
  }

  /**
   * How many values are in each of some ranges of equal width between two bounds, both included.
   */
  public long[] histogram(double min, double max, int buckets) {
    long[] histogram = new long[buckets];
    double width = (max / buckets) - (min / buckets);
    for (int i = 0; i < values.length; i++) {
      double at = width > 0 ? (middle(values[i]) - min) / width : 0;
      histogram[(int) Math.max(0, Math.min(buckets - 1, at))] += counts[i];
    }
    return histogram;
  }

  /** Values as differences of their bits, whose order is that of positive doubles. */
  void write(PartialWriter to) {
    to.number(precision).number(values.length);
    long last = 0;
    int dropped = FULL - precision;
    for (int i = 0; i < values.length; i++) {
      long place = Double.doubleToRawLongBits(values[i]) >> dropped;
      to.signed(place - last).number(counts[i]);
      last = place;
    }
  }

  static ValueCounts read(PartialReader from) {
    int precision = from.size(FULL);
    int size = from.size(ValueCounter.MOST_VALUES);
    double[] values = new double[size];
    long[] counts = new long[size];
    long place = 0;
    for (int i = 0; i < size; i++) {
      place += from.signed();
      values[i] = Double.longBitsToDouble(place << (FULL - precision));
      counts[i] = from.number();
    }
    try {
      return new ValueCounts(precision, values, counts);
    } catch (IllegalArgumentException e) {
      throw new PartialReader.Damaged(String.valueOf(e.getMessage()));
    }
  }
}
