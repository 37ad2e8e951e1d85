package dev.millrace.data.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An end of a range: a number, or a moment such as {@code 2001-02-26T00:00:00Z} or {@code
 * 2001-02-26}, its midnight in UTC.
 *
 * @param value exactly; of a moment, microseconds since 1970 in UTC
 * @param moment whether it was written as one
 */
public record Bound(BigDecimal value, boolean moment) {

  public static Bound of(BigDecimal value) {
    return new Bound(value, false);
  }

  /** A moment in microseconds since 1970 in UTC. */
  public static Bound ofMicros(BigDecimal micros) {
    return new Bound(micros, true);
  }

  /**
   * Reads a number or the text of a moment.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Bound read(Object written) {
    return switch (written) {
      case Number number -> of(new BigDecimal(number.toString()));
      case String text -> ofMicros(micros(text));
      default -> throw unreadable(written, null);
    };
  }

  private static BigDecimal micros(String text) {
    try {
      Instant instant =
          text.matches("\\d{4}-\\d{2}-\\d{2}")
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    } catch (DateTimeException | ArithmeticException e) {
      throw unreadable(text, e);
    }
  }

  private static IllegalArgumentException unreadable(Object written, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "expected a number, or a moment such as 2001-02-26T00:00:00Z, found '" + written + "'",
        cause);
  }

  /** As people write it: {@code 5500}, {@code 2001-02-26T00:00:00Z}. */
  public String text() {
    return moment
        ? Instant.EPOCH.plus(value.longValue(), ChronoUnit.MICROS).toString()
        : value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  @JsonValue
  Object written() {
    return moment ? text() : value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bound bound
        && moment == bound.moment
        && value.compareTo(bound.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }
}
