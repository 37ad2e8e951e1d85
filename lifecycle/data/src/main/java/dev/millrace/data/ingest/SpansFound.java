package dev.millrace.data.ingest;

import dev.millrace.core.component.SpanSource;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Spans;
import dev.millrace.data.rows.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Which spans a source has files of, and when these were last written to. */
final class SpansFound {

  private SpansFound() {}

  /**
   * The spans of a source, in order.
   *
   * @param directory that paths are relative to
   * @throws UserError if the source has no spans, or spans of unknown length
   */
  static List<SpanSource.Span> of(Ingest.Inputs inputs, Path directory) throws IOException {
    String source = inputs.source().get();
    if (DatabaseAddress.is(source)) {
      throw UserError.usage("a query has no spans to wait for: nothing tells when one is complete")
          .hint("use the trigger schedule");
    }
    SourcePattern pattern =
        SourcePattern.parse(
            source, directory.resolve(source).toAbsolutePath(), SpanOrigin.of(inputs));
    if (pattern.span().isEmpty()) {
      throw UserError.usage("the source " + source + " has no spans to wait for")
          .hint("use the trigger new_files, or put {span:yyyy-MM-dd} into the source");
    }
    SpanLength length = Selection.length(pattern, inputs.spanLength().get());
    // Before the first files have come there may be no folder for them either.
    List<SourceFile> files = Files.isDirectory(pattern.base()) ? pattern.find() : List.of();
    TreeMap<LocalDateTime, Instant> changed = new TreeMap<>();
    for (SourceFile file : files) {
      LocalDateTime start = file.spanStart().orElseThrow();
      if (within(inputs.spans().get(), start.toLocalDate())) {
        lastChange(file.path()).ifPresent(time -> changed.merge(start, time, SpansFound::later));
      }
    }
    ZoneId zone = inputs.zone().get();
    List<SpanSource.Span> spans = new ArrayList<>();
    changed.forEach(
        (start, time) ->
            spans.add(
                new SpanSource.Span(
                    start.atZone(zone).toInstant(),
                    length.end(start).atZone(zone).toInstant(),
                    time)));
    return spans;
  }

  private static boolean within(Spans wanted, LocalDate start) {
    return switch (wanted) {
      case Spans.All(), Spans.Last _ -> true;
      case Spans.Range(var first, var last) -> !start.isBefore(first) && !start.isAfter(last);
    };
  }

  private static Optional<Instant> lastChange(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      // Removed since it was listed.
      return Optional.empty();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
