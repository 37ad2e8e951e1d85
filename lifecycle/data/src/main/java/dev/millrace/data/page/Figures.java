package dev.millrace.data.page;

import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Figures as people read them: four significant digits, and whole numbers whole. */
public final class Figures {

  private static final int DIGITS = 4;
  private static final double WHOLE = 1e15;
  private static final double SMALL = 1e-4;
  private static final double SECOND = 1e6;
  private static final double DAY = 86_400 * SECOND;

  private Figures() {}

  public static String count(long count) {
    return grouped(Long.toString(count));
  }

  /** With a comma before each three digits of the whole part. */
  private static String grouped(String plain) {
    StringBuilder grouped = new StringBuilder(plain);
    int point = plain.indexOf('.');
    int first = plain.startsWith("-") ? 1 : 0;
    for (int at = (point < 0 ? plain.length() : point) - 3; at > first; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  public static String number(double value) {
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (size >= WHOLE || size < SMALL) {
      return String.format(Locale.ROOT, "%.3e", value).replaceFirst("\\.?0+e", "e");
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    int whole = exact.precision() - exact.scale();
    BigDecimal rounded =
        exact.round(new MathContext(Math.max(DIGITS, whole), RoundingMode.HALF_EVEN));
    BigDecimal plain = rounded.stripTrailingZeros();
    return grouped(plain.setScale(Math.max(0, plain.scale())).toPlainString());
  }

  /** A share of one, in percent: never 0 or 100 but for none and all. */
  public static String percent(double share) {
    if (share > 0 && share < 0.001) {
      return "<0.1 %";
    }
    if (share < 1 && share > 0.999) {
      return ">99.9 %";
    }
    String text = String.format(Locale.ROOT, "%.1f", 100 * share);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
  }

  /** A divergence, from 0 to 1: never 0 but for none. */
  static String divergence(double value) {
    return value > 0 && value < SMALL ? "<0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A value of a feature; a timestamp to the second, without a time at midnight. */
  static String value(DataType type, double value) {
    return type == DataType.TIMESTAMP ? moment(value) : number(value);
  }

  /** A difference of values of a feature; of timestamps, a duration. */
  static String difference(DataType type, double value) {
    if (type != DataType.TIMESTAMP) {
      return number(value);
    }
    if (value >= DAY) {
      return number(value / DAY) + " d";
    }
    return value >= 3600 * SECOND
        ? number(value / (3600 * SECOND)) + " h"
        : number(value / SECOND) + " s";
  }

  /** A value among others: a timestamp without its time if they are of several days. */
  static String within(DataType type, double value, double range) {
    String text = value(type, value);
    return type == DataType.TIMESTAMP && range >= DAY ? text.split(" ", 2)[0] : text;
  }

  /** From one moment to another; of several days, without the time. */
  static String period(double from, double to) {
    double range = to - from;
    return within(DataType.TIMESTAMP, from, range) + " … " + within(DataType.TIMESTAMP, to, range);
  }

  private static String moment(double microseconds) {
    LocalDateTime moment =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv((long) microseconds, (long) SECOND), 0, ZoneOffset.UTC);
    return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? moment.toLocalDate().toString()
        : moment.toLocalDate() + " " + moment.toLocalTime();
  }

  /** A text on one line, in which nothing is invisible or turns what follows it around. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> shown.appendCodePoint(visible(point)));
    return shown.toString();
  }

  private static int visible(int point) {
    if (point < 0x20) {
      return 0x2400 + point; // its picture
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          0xFFFD;
      case Character.FORMAT -> point == 0x200D ? point : 0xFFFD; // emoji are joined by it
      default -> point;
    };
  }

  /** The start of a text, at most so many characters long. */
  public static String clipped(String text, int length) {
    String shown = shown(text);
    if (shown.codePointCount(0, shown.length()) <= length) {
      return shown;
    }
    return shown.substring(0, shown.offsetByCodePoints(0, length - 1)) + "…";
  }
}
