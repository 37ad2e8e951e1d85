package dev.millrace.training.lightgbm;

import dev.millrace.training.trainer.LabelledRows;
import java.util.Arrays;

/**
 * The area under the ROC curve: the probability that a row of label 1 has a higher score than one
 * of label 0, each drawn by its weight, where equal scores count half. J. Hanley and B. McNeil,
 * "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
 * Radiology 143, 1982. LightGBM computes its own with every other metric or not at all.
 */
final class Auc {

  private static final long ROW = 0xFFFF_FFFFL;

  private Auc() {}

  /**
   * NaN if all labels are the same.
   *
   * @param probabilities compared in single precision, as models give them
   */
  static double of(double[] probabilities, LabelledRows rows) {
    long[] order = order(probabilities);
    double below = 0;
    double pairs = 0;
    double positives = 0;
    for (int start = 0, end; start < order.length; start = end) {
      double ofOnes = 0;
      double ofZeros = 0;
      for (end = start; end < order.length && tied(order[start], order[end]); end++) {
        int row = (int) (order[end] & ROW);
        double weight = rows.weights().map(weights -> (double) weights[row]).orElse(1.0);
        if (rows.labels()[row] > 0) {
          ofOnes += weight;
        } else {
          ofZeros += weight;
        }
      }
      pairs += ofOnes * (below + ofZeros / 2);
      below += ofZeros;
      positives += ofOnes;
    }
    return pairs / (positives * below);
  }

  /** Rows by rising score, whose bits, as it is not negative, are above the row's number. */
  private static long[] order(double[] probabilities) {
    long[] order = new long[probabilities.length];
    for (int row = 0; row < order.length; row++) {
      order[row] = ((long) Float.floatToIntBits((float) probabilities[row]) << 32) | row;
    }
    Arrays.sort(order);
    return order;
  }

  private static boolean tied(long one, long other) {
    return one >> 32 == other >> 32;
  }
}
