package dev.millrace.evaluation.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One half of the sampled rows, without those that do not count.
 *
 * @param rows their numbers among the sampled ones
 * @param losses of each of them
 * @param weights of each of them
 */
record Half(int[] rows, double[] losses, double[] weights) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * @param losses of every row, of which each so manieth is sampled
   * @param second which of the two
   */
  static Half of(double[] losses, double[] weights, int stride, boolean second) {
    int[] rows = new int[Math.ceilDiv(losses.length, stride)];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (isOfSecond(row) == second && weights[row * stride] > 0) {
        rows[count++] = row;
      }
    }
    Half half = new Half(Arrays.copyOf(rows, count), new double[count], new double[count]);
    for (int i = 0; i < count; i++) {
      half.losses[i] = losses[half.rows[i] * stride];
      half.weights[i] = weights[half.rows[i] * stride];
    }
    return half;
  }

  /** The top bit of a multiplicative hash: Knuth, The Art of Computer Programming 6.4. */
  private static boolean isOfSecond(int row) {
    long hash = (row + 1) * GOLDEN;
    return (hash ^ (hash >>> 29)) * GOLDEN < 0;
  }

  Losses all() {
    Losses all = new Losses();
    for (int i = 0; i < rows.length; i++) {
      all.add(losses[i], weights[i]);
    }
    return all;
  }

  /** The losses of each slice of some features, by its code. */
  Losses[] of(Features features) {
    Losses[] sums = new Losses[features.slices()];
    Arrays.setAll(sums, slice -> new Losses());
    for (int i = 0; i < rows.length; i++) {
      int code = features.code(rows[i]);
      if (code >= 0) {
        sums[code].add(losses[i], weights[i]);
      }
    }
    return sums;
  }

  /** Every slice of one feature, or of two that are crossed, of at least so many rows. */
  List<Candidate> promising(
      Losses all, int least, FeatureCodes first, Optional<FeatureCodes> other) {
    Features features = new Features(first, other);
    Losses[] sums = of(features);
    List<Candidate> candidates = new ArrayList<>();
    for (int code = 0; code < sums.length; code++) {
      Comparison comparison = Comparison.of(all, sums[code]);
      if (comparison.large(Math.max(1, least))) {
        candidates.add(new Candidate(features, code, comparison.statistic()));
      }
    }
    return candidates;
  }
}
