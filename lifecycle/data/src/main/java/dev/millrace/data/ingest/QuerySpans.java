package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Spans;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans that a query is asked for. There are no files that tell them, so they follow one
 * another from {@code span_zero}, or else from a Monday on, 1 January 2001 (months from the first
 * of that month); or from the first day of the range that is selected.
 */
final class QuerySpans {

  private static final LocalDateTime ANCHOR = LocalDate.of(2001, 1, 1).atStartOfDay();
  private static final int MOST = 100_000;

  private QuerySpans() {}

  /**
   * The selected spans, of those that have ended.
   *
   * @throws UserError if there is none, or the selection has no bound
   */
  static List<Span> of(SpanOrigin origin, Spans wanted, LocalDateTime asOf) {
    SpanLength length =
        origin
            .length()
            .orElseThrow(
                () ->
                    UserError.usage("the query has {start} or {end}, and spans of unknown length")
                        .hint("give span_length, such as 7d"));
    List<Span> spans =
        switch (wanted) {
          case Spans.All() ->
              throw UserError.usage("a query with {start} or {end} needs a selection of spans")
                  .hint("write spans: last 8, or a range of days: 2001-01-01..2001-02-19");
          case Spans.Last last -> last.of(until(origin.zeroOr(ANCHOR), length, asOf));
          case Spans.Range(var first, var last) ->
              until(origin.zeroOr(first.atStartOfDay()), length, asOf).stream()
                  .filter(span -> !span.start().toLocalDate().isBefore(first))
                  .filter(span -> !span.start().toLocalDate().isAfter(last))
                  .toList();
        };
    if (spans.isEmpty()) {
      throw UserError.notFound(
              "no span of " + length + " that '" + wanted.text() + "' selects has ended by " + asOf)
          .hint("run --as-of a later time");
    }
    return spans;
  }

  private static List<Span> until(LocalDateTime first, SpanLength length, LocalDateTime asOf) {
    List<Span> spans = new ArrayList<>();
    for (LocalDateTime start = first; !length.end(start).isAfter(asOf); start = length.end(start)) {
      spans.add(new Span(start, length.end(start)));
      if (spans.size() > MOST) {
        throw UserError.usage("there are more than " + MOST + " spans of " + length)
            .hint("give a longer span_length, or select a range of days");
      }
    }
    return spans;
  }
}
