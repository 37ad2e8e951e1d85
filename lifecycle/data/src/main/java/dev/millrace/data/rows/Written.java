package dev.millrace.data.rows;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns numbers and timestamps of a dialect into those that every part of the way reads alike. */
final class Written {

  private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}( \\d{3})*([.eE].*)?");

  private final char decimal;
  private final Optional<Character> thousands;
  private final Optional<DateTimeFormatter> timestamp;

  Written(Dialect dialect) {
    decimal = dialect.decimal().orElse(".").charAt(0);
    thousands = dialect.thousands().map(sign -> sign.charAt(0));
    timestamp = dialect.timestamp().map(Written::formatter);
  }

  /** Whether a pattern is one of timestamps. */
  static boolean readable(String pattern) {
    try {
      String written = formatter(pattern).format(LocalDateTime.of(2001, 12, 31, 23, 59, 59));
      return moment(written, formatter(pattern)).isPresent();
    } catch (IllegalArgumentException | DateTimeException _) {
      return false;
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.replace("yyyy", "uuuu"))
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** The same number or timestamp in the common form; other texts as they are. */
  String translated(String text) {
    return timestamp.flatMap(format -> moment(text, format)).orElseGet(() -> number(text));
  }

  private static Optional<String> moment(String text, DateTimeFormatter format) {
    try {
      TemporalAccessor read = format.parseBest(text, LocalDateTime::from, LocalDate::from);
      return Optional.of(read.toString());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * A sign that means nothing in this dialect, such as a point where fractions follow a comma,
   * makes a text: {@code 1.234} is then no number at all, rather than another one than was meant.
   */
  private String number(String text) {
    if (text.isEmpty() || !startsNumber(text.charAt(0))) {
      return text;
    }
    if (decimal != '.' && text.indexOf('.') >= 0 && !thousands.equals(Optional.of('.'))) {
      return text + " "; // never a number
    }
    if (thousands.isPresent() && text.indexOf(thousands.get()) >= 0) {
      String grouped = text.replace(thousands.get(), ' ').replace(decimal, '.');
      if (!GROUPED.matcher(grouped).matches()) {
        return text + " ";
      }
      return grouped.replace(" ", "");
    }
    return text.replace(decimal, '.');
  }

  private boolean startsNumber(char first) {
    return (first >= '0' && first <= '9') || first == '-' || first == '.' || first == decimal;
  }
}
