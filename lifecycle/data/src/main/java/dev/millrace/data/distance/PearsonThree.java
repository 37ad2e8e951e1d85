package dev.millrace.data.distance;

import java.util.Arrays;

/**
 * A gamma distribution moved and scaled to have a mean, a variance and a skewness: what sums of
 * many small squares are like. Mielke and Berry, "Permutation Methods" (2007), approximate
 * permutation distributions by it.
 */
record PearsonThree(double mean, double variance, double skewness) {

  /** Closer to the normal distribution than anyone can tell. */
  private static final double SYMMETRIC = 1e-3;

  static PearsonThree of(double[] sample) {
    double mean = Arrays.stream(sample).average().orElse(0);
    double squares = 0;
    double cubes = 0;
    for (double value : sample) {
      double x = value - mean;
      squares += x * x / sample.length;
      cubes += x * x * x / sample.length;
    }
    return new PearsonThree(
        mean, squares, squares > 0 ? cubes / (squares * Math.sqrt(squares)) : 0);
  }

  /** The probability of a value of at least x; skewness below zero counts as none. */
  double upperTail(double x) {
    if (variance <= 0) {
      return x <= mean ? 1 : 0;
    }
    double z = (x - mean) / Math.sqrt(variance);
    if (skewness < SYMMETRIC) {
      return Normal.upperTail(z);
    }
    double shape = 4 / (skewness * skewness);
    return ChiSquare.upperTail(2 * (shape + z * Math.sqrt(shape)), 2 * shape);
  }
}
