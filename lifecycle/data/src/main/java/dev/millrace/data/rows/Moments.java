package dev.millrace.data.rows;

import java.time.YearMonth;

/** Timestamps as ISO 8601 writes them, in the forms that every part of the way reads alike. */
final class Moments {

  private Moments() {}

  /** The kind of a text of at least ten characters: of a moment, or just of a text. */
  static Kind kind(byte[] text, int from, int to) {
    if (text[from + 7] != '-' || !date(text, from)) {
      return Kind.TEXT;
    }
    int at = from + 10;
    if (at == to) {
      return Kind.TIMESTAMP;
    }
    if (to - at < 6 || (text[at] != ' ' && text[at] != 'T')) {
      return Kind.TEXT;
    }
    if (!within(text, at + 1, 23) || text[at + 3] != ':' || !within(text, at + 4, 59)) {
      return Kind.TEXT;
    }
    int end = seconds(text, at + 6, to);
    if (end < 0) {
      return Kind.TEXT;
    }
    return end == to ? Kind.TIMESTAMP : offset(text, end, to);
  }

  private static boolean date(byte[] text, int from) {
    if (!two(text, from) || !two(text, from + 2) || !two(text, from + 5) || !two(text, from + 8)) {
      return false;
    }
    int year = value(text, from) * 100 + value(text, from + 2);
    int month = value(text, from + 5);
    int day = value(text, from + 8);
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth();
  }

  /** Where the seconds and their fraction end, which may be left out; -1 if they are none. */
  private static int seconds(byte[] text, int at, int to) {
    if (at == to || text[at] != ':') {
      return at;
    }
    if (to - at < 3 || !within(text, at + 1, 59)) {
      return -1;
    }
    int end = at + 3;
    if (end == to || text[end] != '.') {
      return end;
    }
    int fraction = end + 1;
    end = fraction;
    while (end < to && Kind.digit(text[end])) {
      end++;
    }
    return end - fraction >= 1 && end - fraction <= 6 ? end : -1;
  }

  private static Kind offset(byte[] text, int at, int to) {
    int length = to - at;
    if (text[at] == 'Z') {
      return length == 1 ? Kind.INSTANT : Kind.TEXT;
    }
    if ((text[at] != '+' && text[at] != '-') || (length != 3 && length != 6)) {
      return Kind.TEXT;
    }
    boolean hours = within(text, at + 1, 15);
    boolean minutes = length == 3 || (text[at + 3] == ':' && within(text, at + 4, 59));
    return hours && minutes ? Kind.INSTANT : Kind.TEXT;
  }

  private static boolean within(byte[] text, int at, int most) {
    return two(text, at) && value(text, at) <= most;
  }

  private static boolean two(byte[] text, int at) {
    return Kind.digit(text[at]) && Kind.digit(text[at + 1]);
  }

  private static int value(byte[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }
}
