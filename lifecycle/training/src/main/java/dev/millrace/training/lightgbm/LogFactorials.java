package dev.millrace.training.lightgbm;

import dev.millrace.training.trainer.LabelledRows;

/**
 * The part of a Poisson log likelihood that no prediction changes, {@code log(label!)}. LightGBM's
 * metric leaves it out; with it, the loss is the one that other trainers report.
 */
final class LogFactorials {

  /** From here on the series is exact in double precision. */
  private static final double LARGE = 16;

  private LogFactorials() {}

  /** The mean over rows, by their weights. */
  static double mean(LabelledRows rows) {
    double sum = 0;
    double all = 0;
    for (int row = 0; row < rows.labels().length; row++) {
      int at = row;
      double weight = rows.weights().map(weights -> (double) weights[at]).orElse(1.0);
      sum += weight * logGamma(rows.labels()[row] + 1.0);
      all += weight;
    }
    return sum / all;
  }

  /**
   * The logarithm of the gamma function of a positive number, by Stirling's series (M. Abramowitz
   * and I. Stegun, "Handbook of Mathematical Functions", 6.1.41).
   */
  static double logGamma(double number) {
    double shift = 0;
    double large = number;
    while (large < LARGE) {
      shift += StrictMath.log(large);
      large++;
    }
    double inverse = 1 / large;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    return (large - 0.5) * StrictMath.log(large)
        - large
        + 0.5 * StrictMath.log(2 * Math.PI)
        + series
        - shift;
  }
}
