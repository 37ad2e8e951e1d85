package dev.millrace.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Times of a calendar as microseconds since its 1970-01-01T00:00, and as ISO-8601 text. Every such
 * number is a time and is written so that it is read back as itself.
 */
public final class Timestamps {

  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final long SECOND = 1_000_000;

  private Timestamps() {}

  /**
   * The microseconds of {@code 2001-03-05T14:30:00} (with up to six decimals of the second); with
   * an offset or Z it is moved into the zone's calendar. Empty if it is no such text, or beyond 64
   * bits.
   */
  public static Optional<Long> parse(String text, ZoneId zone) {
    try {
      TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parse(text);
      LocalDateTime local =
          parsed.isSupported(ChronoField.OFFSET_SECONDS)
              ? OffsetDateTime.from(parsed).atZoneSameInstant(zone).toLocalDateTime()
              : LocalDateTime.from(parsed);
      return micros(local);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The calendar's time, such as {@code 2001-03-05T14:30:00}. */
  public static String format(long micros) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment(micros));
  }

  /** The calendar's time. */
  public static LocalDateTime moment(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, SECOND),
        Math.toIntExact(Math.floorMod(micros, SECOND) * 1000),
        ZoneOffset.UTC);
  }

  /** Empty where a time is not a whole number of microseconds, or beyond 64 bits. */
  private static Optional<Long> micros(LocalDateTime local) {
    if (!local.truncatedTo(ChronoUnit.MICROS).equals(local)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ChronoUnit.MICROS.between(EPOCH, local));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
