package dev.millrace.evaluation.blessing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Figures as a verdict says them: as many digits as tell something, but never so few that a figure
 * would read as if it were on the other side of the bound it was held against.
 */
final class Digits {

  private static final int SIGNIFICANT = 4;
  private static final int OF_THE_WIDTH = 2;
  private static final int MOST = 17;

  private Digits() {}

  /** All digits of a figure that somebody wrote down, such as a bound. */
  static String all(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** About four digits of a finite value. */
  static String of(double value, double bound) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = exact;
    for (int digits = SIGNIFICANT; digits <= MOST; digits++) {
      rounded = exact.round(new MathContext(digits));
      if (sameSide(rounded, value, bound)) {
        break;
      }
    }
    return rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * A value with its interval, {@code 0.00136 [0.00068, 0.00204]}: to two digits of the interval's
   * half width, since what is finer is chance.
   */
  static String of(double value, double low, double high, double bound) {
    int decimals = Math.max(1, decimals((high - low) / 2));
    while (decimals < MOST
        && !(sameSide(round(low, decimals), low, bound)
            && sameSide(round(high, decimals), high, bound))) {
      decimals++;
    }
    return round(value, decimals).toPlainString()
        + " ["
        + round(low, decimals).toPlainString()
        + ", "
        + round(high, decimals).toPlainString()
        + "]";
  }

  /** A mean that has no interval. */
  static String signed(double mean) {
    String text = of(mean, 0);
    return mean > 0 ? "+" + text : text;
  }

  private static int decimals(double halfWidth) {
    if (!(halfWidth > 0)) {
      return SIGNIFICANT;
    }
    BigDecimal rounded = new BigDecimal(halfWidth).round(new MathContext(OF_THE_WIDTH));
    return OF_THE_WIDTH - 1 - (rounded.precision() - rounded.scale() - 1);
  }

  private static BigDecimal round(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  private static boolean sameSide(BigDecimal rounded, double value, double bound) {
    return rounded.compareTo(BigDecimal.valueOf(bound))
        == BigDecimal.valueOf(value).compareTo(BigDecimal.valueOf(bound));
  }
}
