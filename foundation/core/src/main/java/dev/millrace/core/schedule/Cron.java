package dev.millrace.core.schedule;

import dev.millrace.core.schedule.CronField.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Times by the calendar and the clock on the wall: minute, hour, day of month, month, day of week,
 * as in the crontab of Unix ({@code 0 6 * * MON}). If both the day of the month and the day of the
 * week are restricted, a day that fits either of them will do.
 *
 * <p>Wall clocks are set. When they are put forward, the times that are left out fall on the moment
 * of the change; when they are put back, the times that come twice count the first time. So every
 * time that the expression names happens once on each of its days, no day's work is lost and none
 * is done twice. (Vixie cron does the same for jobs of fixed hours, and lets those of every hour go
 * by elapsed time. One rule is easier to rely on.) Times that fall on one moment are one.
 *
 * <p>Both follow from one map of wall times to moments, which never falls: a time that is left out
 * goes to the change, an ambiguous one to the earlier offset, any other to itself. The next moment
 * is then that of the least wall time whose moment is late enough.
 */
public final class Cron {

  /** What is written, in order. */
  public static final String FORM = "minute, hour, day of month, month, day of week: 0 6 * * MON";

  private final String text;
  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;

  private Cron(String text, List<CronField> fields) {
    this.text = text;
    this.minutes = fields.get(0);
    this.hours = fields.get(1);
    this.days = fields.get(2);
    this.months = fields.get(3);
    this.weekdays = fields.get(4);
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException naming everything that is wrong with it
   */
  public static Cron parse(String text) {
    String[] parts = text.isBlank() ? new String[0] : text.strip().split("\\s+", -1);
    if (parts.length != Kind.values().length) {
      throw new IllegalArgumentException(
          "a cron expression has five fields, '" + text + "' has " + parts.length);
    }
    List<CronField> fields = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      try {
        fields.add(CronField.parse(kind, parts[fields.size() + wrong.size()]));
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    Cron cron = new Cron(String.join(" ", parts), fields);
    if (!cron.everComes()) {
      throw new IllegalArgumentException("the day that '" + text + "' names never comes");
    }
    return cron;
  }

  /** The first moment after another. */
  public Instant next(Instant after, ZoneId zone) {
    LocalDateTime time = from(wall(after, zone).truncatedTo(ChronoUnit.MINUTES));
    while (!moment(time, zone).isAfter(after)) {
      time = from(time.plusMinutes(1));
    }
    return moment(time, zone);
  }

  /** The last moment up to another, that one included. */
  public Instant latest(Instant upTo, ZoneId zone) {
    LocalDateTime time = upTo(latestWall(upTo, zone).truncatedTo(ChronoUnit.MINUTES));
    while (moment(time, zone).isAfter(upTo)) {
      time = upTo(time.minusMinutes(1));
    }
    return moment(time, zone);
  }

  /** As it is written, with single blanks. */
  @Override
  public String toString() {
    return text;
  }

  private static LocalDateTime wall(Instant moment, ZoneId zone) {
    return LocalDateTime.ofInstant(moment, zone);
  }

  /** While clocks show times for the second time, all of them have been there before. */
  private static LocalDateTime latestWall(Instant moment, ZoneId zone) {
    LocalDateTime wall = wall(moment, zone);
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isOverlap() && !moment.isBefore(change.getInstant())
        ? change.getDateTimeBefore()
        : wall;
  }

  private static Instant moment(LocalDateTime wall, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    if (change == null) {
      ZoneOffset offset = zone.getRules().getOffset(wall);
      return wall.toInstant(offset);
    }
    return change.isGap() ? change.getInstant() : wall.toInstant(change.getOffsetBefore());
  }

  /** The first wall time that fits, from a full minute on. */
  private LocalDateTime from(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    return (fits(day) ? timeFrom(time) : Optional.<LocalDateTime>empty())
        .orElseGet(() -> dayFrom(day.plusDays(1)).atTime(hours.from(0), minutes.from(0)));
  }

  private Optional<LocalDateTime> timeFrom(LocalDateTime time) {
    int minute = hours.allows(time.getHour()) ? minutes.from(time.getMinute()) : -1;
    if (minute >= 0) {
      return Optional.of(time.withMinute(minute));
    }
    int hour = hours.from(time.getHour() + 1);
    return hour < 0
        ? Optional.empty()
        : Optional.of(time.toLocalDate().atTime(hour, minutes.from(0)));
  }

  private LocalDate dayFrom(LocalDate first) {
    LocalDate day = first;
    while (!fits(day)) {
      day =
          months.allows(day.getMonthValue())
              ? day.plusDays(1)
              : YearMonth.from(day).plusMonths(1).atDay(1);
    }
    return day;
  }

  /** The last wall time that fits, up to a full minute. */
  private LocalDateTime upTo(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    return (fits(day) ? timeUpTo(time) : Optional.<LocalDateTime>empty())
        .orElseGet(() -> dayUpTo(day.minusDays(1)).atTime(hours.upTo(23), minutes.upTo(59)));
  }

  private Optional<LocalDateTime> timeUpTo(LocalDateTime time) {
    int minute = hours.allows(time.getHour()) ? minutes.upTo(time.getMinute()) : -1;
    if (minute >= 0) {
      return Optional.of(time.withMinute(minute));
    }
    int hour = hours.upTo(time.getHour() - 1);
    return hour < 0
        ? Optional.empty()
        : Optional.of(time.toLocalDate().atTime(hour, minutes.upTo(59)));
  }

  private LocalDate dayUpTo(LocalDate last) {
    LocalDate day = last;
    while (!fits(day)) {
      day =
          months.allows(day.getMonthValue())
              ? day.minusDays(1)
              : YearMonth.from(day).minusMonths(1).atEndOfMonth();
    }
    return day;
  }

  private boolean fits(LocalDate day) {
    boolean ofMonth = days.allows(day.getDayOfMonth());
    boolean ofWeek = weekdays.allows(day.getDayOfWeek().getValue() % 7);
    return months.allows(day.getMonthValue())
        && (eitherDay() ? ofMonth || ofWeek : ofMonth && ofWeek);
  }

  private boolean eitherDay() {
    return days.restricted() && weekdays.restricted();
  }

  /** Every day of a leap year is any day of the week in some year. */
  private boolean everComes() {
    LocalDate leap = LocalDate.of(2000, 1, 1);
    return IntStream.range(0, leap.lengthOfYear())
        .mapToObj(leap::plusDays)
        .filter(day -> months.allows(day.getMonthValue()))
        .anyMatch(day -> eitherDay() || days.allows(day.getDayOfMonth()));
  }
}
