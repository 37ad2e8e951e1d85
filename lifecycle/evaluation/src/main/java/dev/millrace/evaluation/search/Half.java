package dev.millrace.evaluation.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One half of the sampled rows.
 *
 * @param losses of every row, of which each so manieth is sampled
 * @param second which of the two
 */
record Half(double[] losses, double[] weights, int stride, boolean second) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private int rows() {
    return Math.ceilDiv(losses.length, stride);
  }

  /** The top bit of a multiplicative hash: Knuth, The Art of Computer Programming 6.4. */
  private boolean has(int row) {
    long hash = (row + 1) * GOLDEN;
    return ((hash ^ (hash >>> 29)) * GOLDEN < 0) == second;
  }

  private void add(Losses to, int row) {
    double weight = weights[row * stride];
    if (weight > 0) {
      to.add(losses[row * stride], weight);
    }
  }

  Losses all() {
    Losses all = new Losses();
    for (int row = 0; row < rows(); row++) {
      if (has(row)) {
        add(all, row);
      }
    }
    return all;
  }

  Losses of(Candidate candidate) {
    Losses slice = new Losses();
    for (int row = 0; row < rows(); row++) {
      if (has(row) && candidate.has(row)) {
        add(slice, row);
      }
    }
    return slice;
  }

  /** Every slice of one feature, or of two that are crossed, of at least so many rows. */
  List<Candidate> promising(
      Losses all, int least, FeatureCodes first, Optional<FeatureCodes> other) {
    int slices = first.conditions().size() * other.map(of -> of.conditions().size()).orElse(1);
    Losses[] sums = new Losses[slices];
    Arrays.setAll(sums, slice -> new Losses());
    for (int row = 0; row < rows(); row++) {
      int code = has(row) ? Candidate.code(first, other, row) : -1;
      if (code >= 0) {
        add(sums[code], row);
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int code = 0; code < slices; code++) {
      Comparison comparison = Comparison.of(all, sums[code]);
      if (comparison.large(Math.max(1, least))) {
        candidates.add(new Candidate(first, other, code, comparison.statistic()));
      }
    }
    return candidates;
  }
}
