package dev.millrace.engine;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Spans;
import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Artifacts by the spans of time they are about: {@code spans last 4 skip 1}, {@code spans all},
 * {@code spans 2001-01-01..2001-02-19}.
 */
record SpanQuery(Spans spans) {

  private static final String WORD = "spans ";
  private static final int DAY_LENGTH = "2001-01-01".length();

  static boolean isOne(String query) {
    return query.startsWith(WORD);
  }

  /**
   * @throws UserError saying what is expected
   */
  static SpanQuery parse(String query) {
    try {
      return new SpanQuery(Spans.parse(query.substring(WORD.length())));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  /**
   * The artifacts of the spans, the earliest first.
   *
   * @param latest all that there are, in the order of their spans
   */
  List<ArtifactRow> of(ArtifactQuery latest, MetadataStore store) {
    List<ArtifactRow> rows =
        switch (spans) {
          case Spans.All() -> store.findArtifacts(latest);
          case Spans.Last(int count, int skip) ->
              store.findArtifacts(latest.skipping(skip).atMost(count));
          case Spans.Range(LocalDate first, LocalDate last) ->
              store.findArtifacts(latest).stream().filter(row -> within(row, first, last)).toList();
        };
    return rows.reversed();
  }

  private static boolean within(ArtifactRow row, LocalDate first, LocalDate last) {
    JsonNode start = row.properties().get("span_start");
    if (start == null || start.asString().length() < DAY_LENGTH) {
      return false;
    }
    LocalDate day = LocalDate.parse(start.asString().substring(0, DAY_LENGTH));
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
