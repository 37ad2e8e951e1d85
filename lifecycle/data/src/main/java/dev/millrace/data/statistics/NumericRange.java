package dev.millrace.data.statistics;

import dev.millrace.data.statistics.NumericStatistics.Range;
import java.math.BigDecimal;
import java.util.Optional;

/** The least and the greatest of longs or of doubles, exactly. */
final class NumericRange {

  private long leastLong = Long.MAX_VALUE;
  private long greatestLong = Long.MIN_VALUE;
  private double leastDouble = Double.POSITIVE_INFINITY;
  private double greatestDouble = Double.NEGATIVE_INFINITY;

  void add(long value) {
    leastLong = Math.min(leastLong, value);
    greatestLong = Math.max(greatestLong, value);
  }

  void add(double value) {
    leastDouble = Math.min(leastDouble, value);
    greatestDouble = Math.max(greatestDouble, value);
  }

  void add(NumericRange other) {
    leastLong = Math.min(leastLong, other.leastLong);
    greatestLong = Math.max(greatestLong, other.greatestLong);
    leastDouble = Math.min(leastDouble, other.leastDouble);
    greatestDouble = Math.max(greatestDouble, other.greatestDouble);
  }

  Optional<Range> build() {
    if (leastLong <= greatestLong) {
      return Optional.of(
          new Range(BigDecimal.valueOf(leastLong), BigDecimal.valueOf(greatestLong)));
    }
    return leastDouble <= greatestDouble
        ? Optional.of(new Range(decimal(leastDouble), decimal(greatestDouble)))
        : Optional.empty();
  }

  /** Zero and minus zero are one value. */
  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value + 0.0);
  }

  void write(PartialWriter to) {
    to.word(leastLong).word(greatestLong);
    to.word(Double.doubleToLongBits(leastDouble + 0.0));
    to.word(Double.doubleToLongBits(greatestDouble + 0.0));
  }

  void add(PartialReader other) {
    leastLong = Math.min(leastLong, other.word());
    greatestLong = Math.max(greatestLong, other.word());
    leastDouble = Math.min(leastDouble, Double.longBitsToDouble(other.word()));
    greatestDouble = Math.max(greatestDouble, Double.longBitsToDouble(other.word()));
  }
}
