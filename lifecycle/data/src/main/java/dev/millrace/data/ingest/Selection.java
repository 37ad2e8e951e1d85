package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a run reads.
 *
 * @param spans those that the files hold, in order; none where the source has no spans
 * @param cutoff rows of this moment and later are not seen
 */
record Selection(List<SourceFile> files, List<Span> spans, LocalDateTime cutoff) {

  /**
   * Chooses among the files that match: spans that end at or before the as-of time, of those the
   * ones asked for, of each span the highest version. Without spans, all files.
   *
   * @param asOf in the calendar of the data
   */
  static Selection of(
      SourcePattern pattern, Optional<SpanLength> length, Spans wanted, LocalDateTime asOf)
      throws IOException {
    List<SourceFile> found = pattern.find();
    if (found.isEmpty()) {
      throw UserError.notFound("no file matches " + pattern.text() + " in " + pattern.base())
          .hint(
              "put the files there, or correct the source; that folder holds "
                  + contents(pattern.base()));
    }
    if (pattern.span().isEmpty()) {
      return unspanned(pattern, found, length, wanted, asOf);
    }
    return spanned(pattern, found, length(pattern, length), wanted, asOf);
  }

  /** How long the spans of a source are. */
  static SpanLength length(SourcePattern pattern, Optional<SpanLength> given) {
    return given.orElseThrow(
        () ->
            UserError.usage("the source " + pattern.text() + " has spans of unknown length")
                .hint("give span_length, such as 7d"));
  }

  private static Selection unspanned(
      SourcePattern pattern,
      List<SourceFile> found,
      Optional<SpanLength> length,
      Spans wanted,
      LocalDateTime asOf) {
    if (length.isPresent() || !(wanted instanceof Spans.All)) {
      throw UserError.usage("the source " + pattern.text() + " has no spans to select")
          .hint(
              "put {span:yyyy-MM-dd} where the file names tell the start of their span, or {span} where"
                  + " they number it");
    }
    return new Selection(found, List.of(), asOf);
  }

  private static Selection spanned(
      SourcePattern pattern,
      List<SourceFile> found,
      SpanLength length,
      Spans wanted,
      LocalDateTime asOf) {
    TreeMap<LocalDateTime, List<SourceFile>> byStart =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.spanStart().orElseThrow(), TreeMap::new, Collectors.toList()));
    List<Span> ended = new ArrayList<>();
    for (LocalDateTime start : byStart.keySet()) {
      Span span = new Span(start, length.end(start));
      requireApart(ended, span, length);
      if (!span.end().isAfter(asOf)) {
        ended.add(span);
      }
    }
    List<Span> chosen = choose(ended, wanted);
    if (chosen.isEmpty()) {
      throw noneEnded(
          pattern, wanted, asOf, new Span(byStart.firstKey(), length.end(byStart.firstKey())));
    }
    List<SourceFile> files =
        chosen.stream().flatMap(span -> highestVersion(filesOf(byStart, span)).stream()).toList();
    return new Selection(files, chosen, chosen.getLast().end());
  }

  private static List<SourceFile> filesOf(Map<LocalDateTime, List<SourceFile>> byStart, Span span) {
    return byStart.getOrDefault(span.start(), List.of());
  }

  private static void requireApart(List<Span> earlier, Span span, SpanLength length) {
    if (!earlier.isEmpty() && earlier.getLast().overlaps(span)) {
      throw UserError.usage(
              "the spans that start at "
                  + earlier.getLast().start()
                  + " and "
                  + span.start()
                  + " overlap if each is "
                  + length
                  + " long")
          .hint("give the span_length that the files have");
    }
  }

  private static List<Span> choose(List<Span> ended, Spans wanted) {
    return switch (wanted) {
      case Spans.All() -> List.copyOf(ended);
      case Spans.Last last -> last.of(ended);
      case Spans.Range(var first, var last) ->
          ended.stream()
              .filter(span -> !span.start().toLocalDate().isBefore(first))
              .filter(span -> !span.start().toLocalDate().isAfter(last))
              .toList();
    };
  }

  private static UserError noneEnded(
      SourcePattern pattern, Spans wanted, LocalDateTime asOf, Span first) {
    return UserError.notFound(
            "no span of "
                + pattern.text()
                + " that '"
                + wanted.text()
                + "' selects has ended by "
                + asOf)
        .hint("the first one there is ends at " + first.end() + "; run --as-of a later time");
  }

  private static List<SourceFile> highestVersion(List<SourceFile> files) {
    long highest = files.stream().mapToLong(SourceFile::version).max().orElse(0);
    return files.stream().filter(file -> file.version() == highest).toList();
  }

  /** What a folder holds, in a few words. */
  private static String contents(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names =
          entries
              .map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        return "nothing";
      }
      String first = String.join(", ", names.subList(0, Math.min(5, names.size())));
      return first + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
    }
  }
}
