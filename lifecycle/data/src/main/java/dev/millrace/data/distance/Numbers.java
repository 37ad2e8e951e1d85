package dev.millrace.data.distance;

import dev.millrace.data.statistics.NotFinite;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.ValueCounts;
import java.util.Arrays;

/**
 * The numbers of two sets of rows in one ascending order, at the smaller of their precisions.
 *
 * @param values ascending, all different
 * @param one how often each occurs in the first set
 * @param other and in the second
 * @param sizeOne rows of the first set
 * @param sizeOther and of the second
 */
record Numbers(double[] values, long[] one, long[] other, long sizeOne, long sizeOther) {

  /** The inverse of less is infinite. */
  private static final double LEAST_RANGE = 1e-300;

  Numbers(double[] values, long[] one, long[] other) {
    this(values, one, other, Arrays.stream(one).sum(), Arrays.stream(other).sum());
  }

  /** With infinite values at the ends. */
  static Numbers of(NumericStatistics one, NumericStatistics other) {
    Numbers finite = merged(one.values(), other.values());
    NotFinite a = one.notFinite();
    NotFinite b = other.notFinite();
    if (a.equals(NotFinite.NONE) && b.equals(NotFinite.NONE)) {
      return finite;
    }
    int size = finite.size();
    double[] values = new double[size + 2];
    long[] counts = new long[size + 2];
    long[] otherCounts = new long[size + 2];
    System.arraycopy(finite.values, 0, values, 1, size);
    System.arraycopy(finite.one, 0, counts, 1, size);
    System.arraycopy(finite.other, 0, otherCounts, 1, size);
    values[0] = Double.NEGATIVE_INFINITY;
    values[size + 1] = Double.POSITIVE_INFINITY;
    counts[0] = a.negativeInfinite();
    otherCounts[0] = b.negativeInfinite();
    counts[size + 1] = a.positiveInfinite();
    otherCounts[size + 1] = b.positiveInfinite();
    return new Numbers(values, counts, otherCounts);
  }

  private static Numbers merged(ValueCounts a, ValueCounts b) {
    long mask = -1L << (ValueCounts.FULL - Math.min(a.precision(), b.precision()));
    double[] ofOne = a.values();
    double[] ofOther = b.values();
    double[] values = new double[ofOne.length + ofOther.length];
    long[] one = new long[values.length];
    long[] other = new long[values.length];
    int size = 0;
    int i = 0;
    int j = 0;
    long sizeOne = 0;
    long sizeOther = 0;
    while (i < ofOne.length || j < ofOther.length) {
      double next = i < ofOne.length ? ofOne[i] : ofOther[j];
      double value = coarse(j < ofOther.length ? Math.min(next, ofOther[j]) : next, mask);
      for (; i < ofOne.length && coarse(ofOne[i], mask) == value; i++) {
        one[size] += a.counts()[i];
      }
      for (; j < ofOther.length && coarse(ofOther[j], mask) == value; j++) {
        other[size] += b.counts()[j];
      }
      sizeOne += one[size];
      sizeOther += other[size];
      values[size++] = value;
    }
    return new Numbers(
        Arrays.copyOf(values, size),
        Arrays.copyOf(one, size),
        Arrays.copyOf(other, size),
        sizeOne,
        sizeOther);
  }

  /** Cut towards zero, which keeps the order. */
  private static double coarse(double value, long mask) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & mask) + 0.0;
  }

  int size() {
    return values.length;
  }

  /** False if one set has no numbers, so that there is nothing to compare. */
  boolean bothFilled() {
    return sizeOne > 0 && sizeOther > 0;
  }

  /** Without infinite values. */
  Numbers finite() {
    if (size() == 0 || (Double.isFinite(values[0]) && Double.isFinite(values[size() - 1]))) {
      return this;
    }
    return new Numbers(
        Arrays.copyOfRange(values, 1, size() - 1),
        Arrays.copyOfRange(one, 1, size() - 1),
        Arrays.copyOfRange(other, 1, size() - 1));
  }

  /** max |F − G|: the statistic of Kolmogorov and Smirnov; 0 where there is nothing to compare. */
  double largestDifference() {
    if (!bothFilled()) {
      return 0;
    }
    double m = sizeOne;
    double n = sizeOther;
    double below = 0;
    double otherBelow = 0;
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      below += one[i];
      otherBelow += other[i];
      largest = Math.max(largest, Math.abs(below * n - otherBelow * m));
    }
    return largest / (m * n);
  }

  /**
   * The same with the least value at 0 and the greatest at 1, so that neither huge nor tiny ones
   * are too much for a double; all at 0 where they are nearly the same.
   */
  Numbers stretched() {
    if (values.length == 0) {
      return this;
    }
    double least = values[0] / 2;
    double half = values[values.length - 1] / 2 - least;
    double scale = half > LEAST_RANGE ? 1 / half : 0;
    double[] stretched = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      stretched[i] = (values[i] / 2 - least) * scale;
    }
    return new Numbers(stretched, one, other, sizeOne, sizeOther);
  }

  /** ∫ |F − G| of finite values, both sets filled. */
  double distance() {
    double ofOne = 1.0 / sizeOne;
    double ofOther = 1.0 / sizeOther;
    double below = 0;
    double otherBelow = 0;
    double area = 0;
    for (int i = 0; i + 1 < values.length; i++) {
      below += one[i];
      otherBelow += other[i];
      area += Math.abs(below * ofOne - otherBelow * ofOther) * (values[i + 1] - values[i]);
    }
    return area;
  }
}
