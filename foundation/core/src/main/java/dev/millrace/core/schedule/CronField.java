package dev.millrace.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers that one field of a cron expression allows, a bit for each.
 *
 * @param restricted false if it is written with a star: such a field leaves the choice of the day
 *     to the other
 */
record CronField(long allowed, boolean restricted) {

  private static final Pattern ITEM =
      Pattern.compile("(\\*|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,4}))?", Pattern.UNICODE_CHARACTER_CLASS);

  /** What a field may hold. */
  enum Kind {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    /** Sunday is 0, and 7 so that a range may end with it. */
    WEEKDAY("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

    private final String words;
    private final int least;
    private final int most;
    private final String names;

    Kind(String words, int least, int most, String names) {
      this.words = words;
      this.least = least;
      this.most = most;
      this.names = names;
    }

    private List<String> names() {
      return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
    }
  }

  /**
   * Reads a field.
   *
   * @throws IllegalArgumentException naming the part that is wrong, and what could stand there
   */
  static CronField parse(Kind kind, String text) {
    long allowed = 0;
    for (String item : text.split(",", -1)) {
      allowed |= item(kind, item);
    }
    if (kind == Kind.WEEKDAY && (allowed & (1L << 7)) != 0) {
      allowed = (allowed & ~(1L << 7)) | 1;
    }
    return new CronField(allowed, !text.startsWith("*"));
  }

  boolean allows(int number) {
    return (allowed & (1L << number)) != 0;
  }

  /** The least allowed number from the given one on; -1 if there is none. */
  int from(int number) {
    long rest = number > 63 ? 0 : allowed & (-1L << number);
    return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
  }

  /** The greatest allowed number up to the given one; -1 if there is none. */
  int upTo(int number) {
    long rest = number < 0 ? 0 : allowed & (-1L >>> (63 - number));
    return rest == 0 ? -1 : 63 - Long.numberOfLeadingZeros(rest);
  }

  private static long item(Kind kind, String item) {
    Matcher matcher = ITEM.matcher(item);
    if (!matcher.matches()) {
      throw wrong(kind, item, "write *, a number, a range such as 1-5, a step such as */15");
    }
    boolean star = matcher.group(1).equals("*");
    String last = matcher.group(3);
    if (matcher.group(4) != null && !star && last == null) {
      throw wrong(kind, item, "a step needs a range: " + item.replace("/", "-" + kind.most + "/"));
    }
    int from = star ? kind.least : number(kind, matcher.group(2), item);
    int to = star ? kind.most : last == null ? from : number(kind, last, item);
    if (kind == Kind.WEEKDAY && to == 0 && from > 0) {
      to = 7;
    }
    if (to < from) {
      throw wrong(kind, item, "a range goes upwards: write two, separated by a comma");
    }
    return bits(from, star && kind == Kind.WEEKDAY ? 6 : to, step(kind, item, matcher.group(4)));
  }

  private static int step(Kind kind, String item, String written) {
    int step = written == null ? 1 : Integer.parseInt(written);
    if (step == 0) {
      throw wrong(kind, item, "a step is at least 1");
    }
    return step;
  }

  private static long bits(int from, int to, int step) {
    long bits = 0;
    for (int number = from; number <= to; number += step) {
      bits |= 1L << number;
    }
    return bits;
  }

  private static int number(Kind kind, String written, String item) {
    int name = kind.names().indexOf(written.toUpperCase(Locale.ROOT));
    if (name >= 0) {
      return name + kind.least;
    }
    boolean digits = written.matches("[0-9]{1,4}");
    int number = digits ? Integer.parseInt(written) : -1;
    if (number < kind.least || number > kind.most) {
      String names = kind.names().isEmpty() ? "" : ", or a name such as " + kind.names().get(1);
      throw wrong(kind, item, "write " + kind.least + " to " + kind.most + names);
    }
    return number;
  }

  private static IllegalArgumentException wrong(Kind kind, String item, String remedy) {
    return new IllegalArgumentException(
        "'" + item + "' is no " + kind.words + " of a cron expression: " + remedy);
  }
}
