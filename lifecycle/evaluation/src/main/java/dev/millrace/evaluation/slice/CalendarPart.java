package dev.millrace.evaluation.slice;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of a timestamp, read off the calendar it is written in. */
public enum CalendarPart {
  /** 0 to 23. */
  HOUR,
  /** 1 for Monday to 7 for Sunday, as in ISO 8601. */
  WEEKDAY,
  /** 1 to 12. */
  MONTH;

  /** More than any part is. */
  static final int VALUES = 24;

  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  /**
   * @param micros since the epoch, also before it
   */
  public long of(long micros) {
    return switch (this) {
      case HOUR -> Math.floorMod(micros, MICROS_PER_DAY) / MICROS_PER_HOUR;
      case WEEKDAY -> day(micros).getDayOfWeek().getValue();
      case MONTH -> day(micros).getMonthValue();
    };
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<CalendarPart> find(String name) {
    return Arrays.stream(values()).filter(part -> part.text().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(CalendarPart::text).toList();
  }
}
