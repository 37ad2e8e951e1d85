package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * Spans by number, from 0 on.
 *
 * @param zero where span 0 begins
 * @param length of each
 */
record SpanNumber(String regex, LocalDateTime zero, SpanLength length) implements SpanMark {

  @Override
  public LocalDateTime start(String written, String file) {
    try {
      return length.start(zero, Math.toIntExact(Long.parseLong(written)));
    } catch (ArithmeticException | DateTimeException e) {
      throw UserError.failure(
              "the span " + written + " in the name of " + file + " is beyond every calendar")
          .hint("rename the file, or narrow the source pattern so that it does not match")
          .causedBy(e);
    }
  }
}
