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
 */
record Numbers(double[] values, long[] one, long[] other) {

  /** With infinite values at the ends. */
  static Numbers of(NumericStatistics one, NumericStatistics other) {
    Numbers finite = finite(one, other);
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

  static Numbers finite(NumericStatistics one, NumericStatistics other) {
    return merged(one.values(), other.values());
  }

  private static Numbers merged(ValueCounts a, ValueCounts b) {
    long mask = -1L << (ValueCounts.FULL - Math.min(a.precision(), b.precision()));
    double[] values = new double[a.size() + b.size()];
    long[] one = new long[values.length];
    long[] other = new long[values.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      boolean fromOne = j == b.size() || (i < a.size() && a.values()[i] <= b.values()[j]);
      double value = coarse(fromOne ? a.values()[i] : b.values()[j], mask);
      if (size == 0 || values[size - 1] < value) {
        values[size++] = value;
      }
      if (fromOne) {
        one[size - 1] += a.counts()[i++];
      } else {
        other[size - 1] += b.counts()[j++];
      }
    }
    return new Numbers(
        Arrays.copyOf(values, size), Arrays.copyOf(one, size), Arrays.copyOf(other, size));
  }

  /** Cut towards zero, which keeps the order. */
  private static double coarse(double value, long mask) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & mask) + 0.0;
  }

  int size() {
    return values.length;
  }

  long sizeOne() {
    return Arrays.stream(one).sum();
  }

  long sizeOther() {
    return Arrays.stream(other).sum();
  }

  /** False if one set has no numbers, so that there is nothing to compare. */
  boolean bothFilled() {
    return sizeOne() > 0 && sizeOther() > 0;
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
    double m = sizeOne();
    double n = sizeOther();
    long below = 0;
    long otherBelow = 0;
    double largest = 0;
    for (int i = 0; i < size(); i++) {
      below += one[i];
      otherBelow += other[i];
      largest = Math.max(largest, Math.abs(below / m - otherBelow / n));
    }
    return largest;
  }

  /**
   * ∫ |F − G| in standard deviations within the sets; 0 where there is nothing to compare or to
   * see.
   */
  double wasserstein() {
    Numbers finite = finite();
    if (!finite.bothFilled()) {
      return 0;
    }
    double distance = finite.distance();
    return distance == 0 ? 0 : distance / finite.deviationWithin();
  }

  /** ∫ |F − G| of finite values, both sets filled. */
  double distance() {
    double m = sizeOne();
    double n = sizeOther();
    long below = 0;
    long otherBelow = 0;
    double area = 0;
    for (int i = 0; i + 1 < size(); i++) {
      below += one[i];
      otherBelow += other[i];
      area += Math.abs(below / m - otherBelow / n) * (values[i + 1] - values[i]);
    }
    return area;
  }

  private double deviationWithin() {
    double m = sizeOne();
    double n = sizeOther();
    double meanOne = mean(one, m);
    double meanOther = mean(other, n);
    double squares = 0;
    for (int i = 0; i < size(); i++) {
      double x = values[i] - meanOne;
      double y = values[i] - meanOther;
      squares += (one[i] / (m + n)) * x * x + (other[i] / (m + n)) * y * y;
    }
    return Math.sqrt(squares);
  }

  /** From the first value on, so that what all have in common takes no digits. */
  private double mean(long[] counts, double size) {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += (counts[i] / size) * (values[i] - values[0]);
    }
    return values[0] + sum;
  }
}
