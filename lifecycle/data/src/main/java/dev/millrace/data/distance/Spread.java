package dev.millrace.data.distance;

/**
 * How much numbers vary, in one pass: about the middle one, so that what all have in common takes
 * no digits.
 *
 * @param within the standard deviation within the sets, √((m·s² + n·t²) / (m + n)); 0 where neither
 *     varies
 * @param together the standard deviation of both sets together
 * @param farthest value from the mean of both, in standard deviations of both
 */
record Spread(double within, double together, double farthest) {

  /** A variance of so little beside that of both sets is rounding. */
  private static final double ROUNDING = 1e-14;

  static Spread of(Numbers numbers) {
    double[] values = numbers.values();
    double middle = values[values.length / 2];
    double sumOne = 0;
    double sumOther = 0;
    double squaresOne = 0;
    double squaresOther = 0;
    for (int i = 0; i < values.length; i++) {
      double x = values[i] - middle;
      double inOne = numbers.one()[i] * x;
      double inOther = numbers.other()[i] * x;
      sumOne += inOne;
      sumOther += inOther;
      squaresOne += inOne * x;
      squaresOther += inOther * x;
    }
    double m = numbers.sizeOne();
    double n = numbers.sizeOther();
    double mean = (sumOne + sumOther) / (m + n);
    double together = (squaresOne + squaresOther) / (m + n) - mean * mean;
    double within =
        (squaresOne - sumOne * (sumOne / m) + squaresOther - sumOther * (sumOther / n)) / (m + n);
    double farthest =
        Math.max(mean + middle - values[0], values[values.length - 1] - middle - mean);
    return new Spread(
        within > ROUNDING * together ? Math.sqrt(within) : 0,
        Math.sqrt(Math.max(0, together)),
        farthest / Math.sqrt(together));
  }
}
