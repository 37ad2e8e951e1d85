package dev.millrace.data.statistics;

/**
 * Arrays that the accumulators of one thread share, so that thousands of columns do not each have
 * their own. Holds nothing between two calls.
 */
final class Workspace {

  /** Values that are added at once, at most. */
  static final int BATCH = 2048;

  final SumBins bins = new SumBins();
  final double[] doubles = new double[BATCH];
  final long[] longs = new long[BATCH];
  final byte[] bytes = new byte[1 << 12];
  final byte[] beginning = new byte[TextTable.KEPT];
}
