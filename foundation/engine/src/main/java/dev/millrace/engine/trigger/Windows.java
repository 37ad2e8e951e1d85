package dev.millrace.engine.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Windows of traffic, one after the other without a gap, in UTC. Those of days are counted from a
 * Monday, so that a window of a week is a week of the calendar; those of months from a January.
 */
final class Windows {

  private static final LocalDate MONDAY = LocalDate.of(1970, 1, 5);
  private static final LocalDate JANUARY = LocalDate.of(1970, 1, 1);

  private Windows() {}

  /**
   * A window.
   *
   * @param from inclusive
   * @param to exclusive
   */
  record Window(Instant from, Instant to) {}

  /** The last window that has ended by a moment. */
  static Window latest(Period length, Instant now) {
    long months = length.toTotalMonths();
    LocalDate origin = months > 0 ? JANUARY : MONDAY;
    ChronoUnit unit = months > 0 ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
    long each = months > 0 ? months : length.get(ChronoUnit.DAYS);
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    long ended = Math.floorDiv(unit.between(origin, today), each);
    LocalDate end = origin.plus(ended * each, unit);
    return new Window(start(end.minus(each, unit)), start(end));
  }

  /** When the window after a window ends. */
  static Instant nextEnd(Period length, Window window) {
    return window.to().atOffset(ZoneOffset.UTC).plus(length).toInstant();
  }

  /** True if a window is of a length. */
  static boolean isLong(Period length, Instant from, Instant to) {
    return from.atOffset(ZoneOffset.UTC).plus(length).toInstant().equals(to);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
