package dev.millrace.engine.trigger;

import dev.millrace.core.port.FindingSink.Finding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Numbers and times as a reason says them. */
final class Figures {

  private static final int MOST_DIGITS = 17;

  private Figures() {}

  /** At least two decimals, and all that the number has: 0.8 is 0.80. */
  static String of(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }

  /** Rounded, but never so far that it reads like the bound it crossed. */
  static String apart(double value, double bound) {
    if (Double.isInfinite(value)) {
      return "infinite";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    for (int decimals = 2; decimals < MOST_DIGITS; decimals++) {
      BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_EVEN);
      if (rounded.compareTo(BigDecimal.valueOf(bound)) != 0 && rounded.signum() != 0) {
        return rounded.toPlainString();
      }
    }
    return of(value);
  }

  static String probability(double p) {
    return p == 0 ? "0" : new BigDecimal(p).round(new MathContext(2)).toString();
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** First day and day after the last; with times of day where they are not midnight. */
  static String window(Finding finding) {
    return moment(finding.windowStart()) + "…" + moment(finding.windowEnd());
  }

  /** To the day where it is midnight, in UTC. */
  static String moment(Instant instant) {
    var moment = instant.atOffset(ZoneOffset.UTC);
    return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? moment.toLocalDate().toString()
        : instant.toString();
  }
}
