package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path with holes: {@code data/{span:yyyy-MM-dd}.parquet}, {@code
 * data/{span:yyyy/MM}/v{version}/*.csv}, {@code data/{YYYY}/{MM}/day-{DD}.csv}, {@code
 * data/week-{span:3}.csv}. {@code *} and {@code ?} match within one name, {@code **} across
 * folders.
 *
 * @param text as written, for messages
 * @param base the folder above the first hole
 * @param regex of a file's path below the base, its parts separated by slashes
 * @param depth how many folders below the base a match can lie
 * @param span how a span's start is written; empty where the pattern has no span
 */
record SourcePattern(String text, Path base, Pattern regex, int depth, Optional<SpanMark> span) {

  /** A file that matches, and how its span and version are written. */
  private record Match(SourceFile file, String spelling) {}

  /**
   * Reads a pattern.
   *
   * @param text as written
   * @param resolved the same as an absolute path
   * @throws UserError if it has a hole that means nothing, or holes that do not go together
   */
  static SourcePattern parse(String text, Path resolved, SpanOrigin origin) {
    String path = resolved.normalize().toString();
    Matcher hole = PatternReader.HOLE.matcher(path);
    int folder = path.lastIndexOf('/', hole.find() ? hole.start() : path.length()) + 1;
    String open = path.substring(folder);
    PatternReader reader = new PatternReader(text, origin);
    Pattern regex = reader.read(open);
    int depth = open.contains("**") ? Integer.MAX_VALUE : open.split("/", -1).length;
    return new SourcePattern(text, Path.of(path.substring(0, folder)), regex, depth, reader.span());
  }

  /** The files that match now, by name. */
  List<SourceFile> find() throws IOException {
    if (!Files.isDirectory(base)) {
      throw UserError.notFound("no file matches " + text + ": there is no folder " + base)
          .hint("paths are relative to the pipeline file");
    }
    try (Stream<Path> files = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
      List<Match> matches =
          files
              .map(this::match)
              .flatMap(Optional::stream)
              .sorted(Comparator.comparing(match -> match.file().name()))
              .toList();
      requireOneSpelling(matches);
      return matches.stream().map(Match::file).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  private Optional<Match> match(Path file) {
    String name = base.relativize(file).toString();
    Matcher matcher = regex.matcher(name);
    if (!matcher.matches() || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<String> written = span.map(_ -> DateParts.written(matcher));
    Optional<LocalDateTime> start =
        span.map(mark -> mark.start(written.orElseThrow(), file.toString()));
    boolean versioned = matcher.namedGroups().containsKey("version");
    String version = versioned ? matcher.group("version") : "0";
    return Optional.of(
        new Match(
            new SourceFile(file, name, start, Long.parseLong(version)),
            written.orElse("") + " " + version));
  }

  /** {@code 7.csv} and {@code 07.csv} would otherwise be read as two files of one span. */
  private void requireOneSpelling(List<Match> matches) {
    Map<List<Object>, Match> met = new HashMap<>();
    for (Match match : matches) {
      SourceFile file = match.file();
      Match first = met.putIfAbsent(List.of(file.spanStart(), file.version()), match);
      if (first != null && !first.spelling().equals(match.spelling())) {
        throw UserError.failure(
                first.file().path() + " and " + file.path() + " write one number in two ways")
            .hint("remove or rename one of them, or give the number a width, as in {span:3}");
      }
    }
  }
}
