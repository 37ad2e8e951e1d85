package dev.millrace.benchmark;

import java.util.Arrays;

/** Repeated measurements of one thing. */
public record Samples(double... sorted) {

  public Samples {
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  /** The least value that a share of all values does not exceed (nearest rank). */
  public double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  public double median() {
    return quantile(0.5);
  }
}
