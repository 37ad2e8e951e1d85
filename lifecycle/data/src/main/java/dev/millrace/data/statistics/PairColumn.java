package dev.millrace.data.statistics;

import java.util.Arrays;

/** A numeric column of some rows, for its part in pairs, and its sums over all rows so far. */
final class PairColumn {

  final double[] values = new double[Workspace.BATCH];

  /** Bits: which rows have a finite value. The others hold zero. */
  final long[] present = new long[Workspace.BATCH / Long.SIZE];

  int rows;
  int size;
  double largest;
  private double largestEver;
  private ExactSum sum = new ExactSum();
  private ExactSum squares = new ExactSum();

  /** Takes rows whose values are in the array and whose bits are in the words, if any lacks one. */
  void fill(int rows, boolean all) {
    this.rows = rows;
    if (all) {
      Arrays.fill(present, 0);
      for (int row = 0; row < rows; row += Long.SIZE) {
        present[row / Long.SIZE] = rows - row >= Long.SIZE ? -1 : (1L << (rows - row)) - 1;
      }
    }
    largest = 0;
    size = 0;
    for (int row = 0; row < rows; row++) {
      boolean there = ((present[row >>> 6] >>> row) & 1) != 0;
      double value = there ? values[row] : 0;
      if (!Double.isFinite(value)) {
        present[row >>> 6] &= ~(1L << row);
        value = 0;
        there = false;
      }
      values[row] = value;
      size += there ? 1 : 0;
      largest = Math.max(largest, Math.abs(value));
    }
    largestEver = Math.max(largestEver, largest);
  }

  /** True if every row has a value. */
  boolean full() {
    return size == rows;
  }

  void count(SumBins bins) {
    bins.add(values, rows, sum);
    bins.addSquares(values, rows, squares);
  }

  double largestEver() {
    return largestEver;
  }

  ExactSum sum() {
    return sum;
  }

  ExactSum squares() {
    return squares;
  }

  void merge(PairColumn other) {
    largestEver = Math.max(largestEver, other.largestEver);
    sum.add(other.sum);
    squares.add(other.squares);
  }

  void write(PartialWriter to) {
    to.word(Double.doubleToLongBits(largestEver));
    sum.write(to);
    squares.write(to);
  }

  static PairColumn read(PartialReader from) {
    PairColumn read = new PairColumn();
    read.largestEver = Double.longBitsToDouble(from.word());
    read.sum = ExactSum.read(from);
    read.squares = ExactSum.read(from);
    return read;
  }
}
