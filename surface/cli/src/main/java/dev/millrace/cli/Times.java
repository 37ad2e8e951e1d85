package dev.millrace.cli;

import dev.millrace.core.error.UserError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Points in time as they are written on the command line. */
final class Times {

  private Times() {}

  /**
   * Reads a day, which begins at midnight UTC, or an instant.
   *
   * @param option that it was given for
   */
  static Instant read(String option, String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw UserError.usage(option + " '" + text + "' is not a time")
          .hint("write a day, 2001-02-26, or an instant, 2001-02-26T06:00:00Z")
          .causedBy(e);
    }
  }

  /**
   * Reads a duration, which is not negative.
   *
   * @param option that it was given for
   */
  static Duration duration(String option, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException _) {
      // It is said below.
    }
    throw UserError.usage(option + " '" + text + "' is not a duration")
        .hint("write P7D for seven days, PT12H for twelve hours");
  }
}
