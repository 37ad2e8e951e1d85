package dev.millrace.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The moments of a cron expression by looking at the wall clock each minute, with a memory of what
 * it has shown. It shares nothing with the code it checks: neither how fields are read nor how
 * changes of the clock are found.
 */
final class MinuteWalker {

  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private MinuteWalker() {}

  /** After the start, up to and including the end. */
  static List<Instant> moments(String cron, ZoneId zone, Instant start, Instant end) {
    String[] fields = cron.split(" ", -1);
    List<Instant> moments = new ArrayList<>();
    Set<LocalDateTime> shown = new HashSet<>();
    // A day earlier, so that it has seen what a clock that is put back shows again.
    Instant first = start.truncatedTo(ChronoUnit.MINUTES).minus(25, ChronoUnit.HOURS);
    LocalDateTime before = LocalDateTime.ofInstant(first, zone).minusMinutes(1);
    for (Instant now = first; !now.isAfter(end); now = now.plus(1, ChronoUnit.MINUTES)) {
      LocalDateTime wall = LocalDateTime.ofInstant(now, zone);
      boolean due = false;
      for (LocalDateTime passed = before.plusMinutes(1);
          passed.isBefore(wall);
          passed = passed.plusMinutes(1)) {
        due |= fits(fields, passed, shown);
      }
      due |= fits(fields, wall, shown);
      if (due && now.isAfter(start)) {
        moments.add(now);
      }
      before = wall;
    }
    return moments;
  }

  private static boolean fits(String[] fields, LocalDateTime wall, Set<LocalDateTime> shown) {
    if (!shown.add(wall)) {
      return false;
    }
    boolean day = in(fields[2], wall.getDayOfMonth(), 1, 31);
    boolean sunday = wall.getDayOfWeek().getValue() == 7;
    boolean weekday =
        in(fields[4], wall.getDayOfWeek().getValue() % 7, 0, 6)
            || (sunday && !fields[4].startsWith("*") && in(fields[4], 7, 0, 7));
    boolean either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    return in(fields[0], wall.getMinute(), 0, 59)
        && in(fields[1], wall.getHour(), 0, 23)
        && in(fields[3], wall.getMonthValue(), 1, 12)
        && (either ? day || weekday : day && weekday);
  }

  private static boolean in(String field, int number, int least, int most) {
    for (String item : field.split(",", -1)) {
      String[] range = item.split("/", -1);
      int step = range.length == 2 ? Integer.parseInt(range[1]) : 1;
      String[] ends =
          range[0].equals("*") ? new String[] {"" + least, "" + most} : range[0].split("-", -1);
      int from = number(ends[0]);
      int to = number(ends[ends.length - 1]);
      if (number >= from && number <= to && (number - from) % step == 0) {
        return true;
      }
    }
    return false;
  }

  private static int number(String text) {
    int weekday = WEEKDAYS.indexOf(text.toUpperCase(Locale.ROOT));
    return weekday >= 0 ? weekday : Integer.parseInt(text);
  }
}
