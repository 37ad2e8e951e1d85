package dev.millrace.data.ingest;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path with holes: {@code data/{span:yyyy-MM-dd}.parquet}, {@code
 * data/{span:yyyy/MM}/v{version}/*.csv}, {@code data/{YYYY}/{MM}/day-{DD}.csv}. {@code *} and
 * {@code ?} match within one name, {@code **} across folders.
 *
 * @param text as written, for messages
 * @param base the folder above the first hole
 * @param regex of a file's path below the base, its parts separated by slashes
 * @param depth how many folders below the base a match can lie
 * @param span how a span's start is written; empty where the pattern has no span
 */
record SourcePattern(String text, Path base, Pattern regex, int depth, Optional<SpanFormat> span) {

  private static final Pattern HOLE =
      Pattern.compile("\\{(span:)([^}]*)}|\\{([^}]*)}|\\*\\*/|\\*\\*|\\*|\\?");

  /**
   * Reads a pattern.
   *
   * @param text as written
   * @param resolved the same as an absolute path
   * @throws UserError if it has a hole that means nothing
   */
  static SourcePattern parse(String text, Path resolved) {
    String path = resolved.normalize().toString();
    Matcher hole = HOLE.matcher(path);
    int folder = path.lastIndexOf('/', hole.find() ? hole.start() : path.length()) + 1;
    String open = path.substring(folder);
    Optional<SpanFormat> span = Optional.empty();
    DateParts dates = new DateParts();
    StringBuilder regex = new StringBuilder();
    int done = 0;
    for (hole = HOLE.matcher(open); hole.find(); done = hole.end()) {
      regex.append(Pattern.quote(open.substring(done, hole.start())));
      if (DateParts.is(hole.group())) {
        regex.append(dates.regex(hole.group()));
      } else if (hole.group(1) == null) {
        regex.append(wildcard(hole, text));
      } else if (span.isPresent()) {
        throw UserError.usage("the source " + text + " has two spans; a file is of one");
      } else {
        span = Optional.of(SpanFormat.parse(hole.group(2)));
        regex.append("(?<span>").append(span.get().regex()).append(')');
      }
    }
    regex.append(Pattern.quote(open.substring(done)));
    if (span.isPresent() && dates.any()) {
      throw UserError.usage("the source " + text + " has two spans; a file is of one");
    }
    int depth = open.contains("**") ? Integer.MAX_VALUE : open.split("/", -1).length;
    return new SourcePattern(
        text,
        Path.of(path.substring(0, folder)),
        Pattern.compile(regex.toString()),
        depth,
        span.or(() -> dates.format(text)));
  }

  private static String wildcard(Matcher hole, String text) {
    return switch (hole.group()) {
      case "{version}" -> "(?<version>\\d{1,18})";
      case "**/" -> "(?:[^/]+/)*";
      case "**" -> ".*";
      case "*" -> "[^/]*";
      case "?" -> "[^/]";
      default ->
          throw UserError.usage("the source " + text + " has an unknown part " + hole.group())
              .hint(
                  Suggestion.nearest(hole.group(), List.of("{version}", "{span:yyyy-MM-dd}"))
                      .map(known -> "did you mean '" + known + "'?")
                      .orElse(
                          "write {span:yyyy-MM-dd}, {YYYY}, {MM}, {DD}, {HH}, {version}, * or ?"));
    };
  }

  /** A pattern without holes for dates or versions, of a path whose parts slashes separate. */
  static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    int done = 0;
    Matcher hole = HOLE.matcher(pattern);
    for (; hole.find(); done = hole.end()) {
      regex.append(Pattern.quote(pattern.substring(done, hole.start())));
      regex.append(wildcard(hole, pattern));
    }
    return Pattern.compile(regex.append(Pattern.quote(pattern.substring(done))).toString());
  }

  /** The files that match now, by name. */
  List<SourceFile> find() throws IOException {
    if (!Files.isDirectory(base)) {
      throw UserError.notFound("no file matches " + text + ": there is no folder " + base)
          .hint("paths are relative to the pipeline file");
    }
    try (Stream<Path> files = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .map(this::match)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(SourceFile::name))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  private Optional<SourceFile> match(Path file) {
    String name = base.relativize(file).toString();
    Matcher matcher = regex.matcher(name);
    if (!matcher.matches() || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<LocalDateTime> start =
        span.map(format -> format.start(DateParts.written(matcher), file.toString()));
    boolean versioned = matcher.namedGroups().containsKey("version");
    long version = versioned ? Long.parseLong(matcher.group("version")) : 0;
    return Optional.of(new SourceFile(file, name, start, version));
  }
}
