package dev.millrace.data.validation;

import dev.millrace.core.value.Fraction;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.ValueCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** Figures as anomalies tell them. */
final class Words {

  private static final int DIGITS = 3;

  private Words() {}

  static String share(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A share that people would write, not above it. */
  static Fraction down(double share) {
    return new Fraction(
        BigDecimal.valueOf(share).setScale(DIGITS, RoundingMode.DOWN).doubleValue());
  }

  /** A share that people would write, not below it. */
  static Fraction up(double share) {
    return new Fraction(
        Math.min(1, BigDecimal.valueOf(share).setScale(DIGITS, RoundingMode.UP).doubleValue()));
  }

  /** How many values are below a bound that one is below of. */
  static long below(NumericStatistics numbers, Number bound) {
    return Math.max(1, count(numbers.values(), value -> value < bound.doubleValue()));
  }

  /** How many values are above a bound that one is above of. */
  static long above(NumericStatistics numbers, Number bound) {
    return Math.max(1, count(numbers.values(), value -> value > bound.doubleValue()));
  }

  private static long count(ValueCounts values, DoublePredicate wanted) {
    long count = 0;
    for (int i = 0; i < values.size(); i++) {
      if (wanted.test(values.values()[i])) {
        count += values.counts()[i];
      }
    }
    return count;
  }
}
