package dev.millrace.evaluation.metric;

/**
 * Quantiles of the standard normal distribution by the rational approximations of Wichura,
 * "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37
 * (1988), routine PPND16: relative error about 1e-16. Coefficients stand from the highest power
 * down.
 */
final class NormalQuantile {

  private static final double[] CENTRE_NUMERATOR = {
    2509.0809287301227, 33430.57558358813, 67265.7709270087,
    45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665
  };
  private static final double[] CENTRE_DENOMINATOR = {
    5226.495278852854, 28729.085735721943, 39307.89580009271,
    21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1
  };
  private static final double[] FLANK_NUMERATOR = {
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506,
    1.2704582524523684, 3.6478483247632045, 5.769497221460691,
    4.630337846156546, 1.4234371107496835
  };
  private static final double[] FLANK_DENOMINATOR = {
    1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457,
    0.14810397642748008, 0.6897673349851, 1.6763848301838038,
    2.053191626637759, 1
  };
  private static final double[] TAIL_NUMERATOR = {
    2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784,
    0.026532189526576124, 0.29656057182850487, 1.7848265399172913,
    5.463784911164114, 6.657904643501103
  };
  private static final double[] TAIL_DENOMINATOR = {
    2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05,
    0.0007868691311456133, 0.014875361290850615, 0.1369298809227358,
    0.599832206555888, 1
  };

  private NormalQuantile() {}

  /**
   * @param probability more than 0 and less than 1
   */
  static double of(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("not a probability between 0 and 1: " + probability);
    }
    double centred = probability - 0.5;
    if (Math.abs(centred) <= 0.425) {
      double r = 0.180625 - centred * centred;
      return centred * ratio(CENTRE_NUMERATOR, CENTRE_DENOMINATOR, r);
    }
    double tail = Math.min(probability, 1 - probability);
    double r = Math.sqrt(-StrictMath.log(tail));
    double distance =
        r <= 5
            ? ratio(FLANK_NUMERATOR, FLANK_DENOMINATOR, r - 1.6)
            : ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, r - 5);
    return Math.copySign(distance, centred);
  }

  private static double ratio(double[] numerator, double[] denominator, double x) {
    return polynomial(numerator, x) / polynomial(denominator, x);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
