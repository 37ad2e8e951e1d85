package dev.millrace.benchmark.calibration;

import java.util.random.RandomGenerator;

/** What a continuous number is drawn from. */
enum Law {
  /** Standard. */
  NORMAL(true, -40, 3),
  /** e to the power of a normal number with deviation 1.2. */
  LOG_NORMAL(false, -16, 15),
  /** With exponent 2, from 1 on: without a variance. */
  PARETO(false, 0, 40),
  /** With mean 1. */
  EXPONENTIAL(false, -40, 5);

  private static final double SIGMA = 1.2;

  private final boolean signed;
  private final int least;
  private final int most;

  /**
   * @param least the exponent of the smallest magnitudes that are told apart; smaller ones have a
   *     probability below 1e-12
   * @param most the exponent of the largest, of which the same holds
   */
  Law(boolean signed, int least, int most) {
    this.signed = signed;
    this.least = least;
    this.most = most;
  }

  /** True if half of all numbers are below zero, symmetrically. */
  boolean signed() {
    return signed;
  }

  int leastExponent() {
    return least;
  }

  int mostExponent() {
    return most;
  }

  double draw(RandomGenerator random) {
    return switch (this) {
      case NORMAL -> random.nextGaussian();
      case LOG_NORMAL -> Math.exp(SIGMA * random.nextGaussian());
      case PARETO -> 1 / Math.sqrt(1 - random.nextDouble());
      case EXPONENTIAL -> random.nextExponential();
    };
  }

  /** The density, where it is above zero. */
  double density(double x) {
    return switch (this) {
      case NORMAL -> normal(x);
      case LOG_NORMAL -> normal(Math.log(x) / SIGMA) / (SIGMA * x);
      case PARETO -> 2 / (x * x * x);
      case EXPONENTIAL -> Math.exp(-x);
    };
  }

  private static double normal(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
