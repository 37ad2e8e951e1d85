package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.rows.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a run reads, of those things outside that a source names. */
sealed interface Source permits FileSource, QuerySource {

  /** For people. */
  String text();

  /** What rows are written together. */
  List<Part> parts();

  /** The spans that were chosen, in order; none where the source has none. */
  List<Span> spans();

  /** Writes the spans down, and from where to where they reach: by that the store finds them. */
  default void record(ZoneId zone, Examples examples) {
    examples.property("spans", spans().stream().map(span -> span.toProperty(zone)).toList());
    if (!spans().isEmpty()) {
      examples.property("span_start", spans().getFirst().start(zone));
      examples.property("span_end", spans().getLast().end(zone));
    }
  }

  /** Rows of this moment and later are not seen. */
  LocalDateTime cutoff();

  /** A text that is another when the source holds something else. */
  String fingerprint() throws IOException, InterruptedException;

  /** Takes the rows that cannot be kept. */
  Rejects rejects();

  /** Files to be read by the database. */
  List<Path> files();

  /** Puts the rows before the database. */
  SourceRows load(DuckDb database) throws Exception;

  /** What cannot be read to its end, found once something could not. */
  Optional<UserError> unreadable(DuckDb database);

  /** Throws a {@link UserError} if the source is no longer what it was when it was read. */
  void requireUnchanged() throws IOException, InterruptedException;
}
