package dev.millrace.data.distance;

import java.util.Arrays;

/**
 * Numbers in neighbouring groups, each as good as at the mean of all that are in it: few enough to
 * deal out thousands of times. No group spans more than 1/{@value #PARTS} of the range, unless it
 * is one value, nor takes in more once it holds 1/{@value #PARTS} of the rows. Where the borders
 * are depends on both sets together only.
 *
 * @param at the mean of each, ascending
 * @param one rows in the first set
 * @param other and in the second
 */
record Cells(double[] at, long[] one, long[] other) {

  private static final int PARTS = 64;

  static Cells of(Numbers numbers) {
    long rows = numbers.sizeOne() + numbers.sizeOther();
    double first = numbers.values()[0];
    double width = numbers.values()[numbers.size() - 1] / PARTS - first / PARTS;
    double[] at = new double[numbers.size()];
    long[] one = new long[at.length];
    long[] other = new long[at.length];
    int size = 0;
    double start = first;
    for (int i = 0; i < at.length; i++) {
      double value = numbers.values()[i];
      long count = numbers.one()[i] + numbers.other()[i];
      long held = size == 0 ? 0 : one[size - 1] + other[size - 1];
      if (size == 0 || value - start > width || (held + count) * PARTS > rows) {
        start = value;
        at[size] = value;
        held = 0;
        size++;
      }
      at[size - 1] += (value - at[size - 1]) * ((double) count / (held + count));
      one[size - 1] += numbers.one()[i];
      other[size - 1] += numbers.other()[i];
    }
    return new Cells(Arrays.copyOf(at, size), Arrays.copyOf(one, size), Arrays.copyOf(other, size));
  }

  long[] pooled() {
    long[] pooled = new long[at.length];
    Arrays.setAll(pooled, i -> one[i] + other[i]);
    return pooled;
  }
}
