package dev.millrace.data.distance;

/** The standard normal distribution. */
final class Normal {

  private static final double ROOT_OF_2_PI = Math.sqrt(2 * Math.PI);

  private Normal() {}

  static double density(double z) {
    return StrictMath.exp(-z * z / 2) / ROOT_OF_2_PI;
  }

  /** P(Z ≥ z): half of the χ² distribution's tail at z², which has one degree of freedom. */
  static double upperTail(double z) {
    double tail = ChiSquare.upperTail(z * z, 1) / 2;
    return z >= 0 ? tail : 1 - tail;
  }
}
