package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What turns the numbers of spans into times: span 0 begins on a day, and each is as long as the
 * one before. So a numbered span, too, has ended by some time or has not, and a run that is as of
 * an earlier time does not see it.
 */
record SpanOrigin(Optional<LocalDate> zero, Optional<SpanLength> length) {

  static SpanOrigin of(Ingest.Inputs inputs) {
    return new SpanOrigin(inputs.spanZero().get(), inputs.spanLength().get());
  }

  /**
   * How numbers tell spans.
   *
   * @param regex of the numbers
   * @param source for messages
   * @throws UserError if something is missing for that
   */
  SpanNumber numbered(String regex, String source) {
    if (zero.isEmpty() || length.isEmpty()) {
      throw UserError.usage(
              "the source " + source + " numbers its spans, and nothing says when they are")
          .hint("give span_zero, the day on which span 0 begins, and span_length, such as 7d");
    }
    return new SpanNumber(regex, zero.get().atStartOfDay(), length.get());
  }

  /** Throws a {@link UserError} if a first day is given that nothing heeds. */
  void requireNoZero(String source) {
    if (zero.isPresent()) {
      throw UserError.usage(
              "span_zero is for numbered spans, and the source " + source + " has none")
          .hint("remove span_zero, or put {span} where the names have the number");
    }
  }

  /** Where the spans of a query begin, which has no files that tell. */
  LocalDateTime zeroOr(LocalDateTime otherwise) {
    return zero.map(LocalDate::atStartOfDay).orElse(otherwise);
  }
}
