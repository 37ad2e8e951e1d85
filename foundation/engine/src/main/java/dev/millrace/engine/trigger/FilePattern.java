package dev.millrace.engine.trigger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files by a path with wildcards: {@code *} and {@code ?} within a name, {@code **} across folders.
 *
 * @param text as written
 * @param base the folder above the first wildcard
 * @param name of a file, below the base
 * @param depth how many folders below the base a match can lie
 */
record FilePattern(String text, Path base, Pattern name, int depth) {

  private static final Pattern WILDCARD = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?");

  /** A file that matches. */
  record Found(String name, long bytes, Instant changed) {

    /** Another text for every state of the file. */
    String state() {
      return name + " " + bytes + " " + changed;
    }
  }

  static FilePattern parse(String text, Path directory) {
    String path = directory.resolve(text).toAbsolutePath().normalize().toString();
    Matcher wildcard = WILDCARD.matcher(path);
    int folder = path.lastIndexOf('/', wildcard.find() ? wildcard.start() : path.length()) + 1;
    String open = path.substring(folder);
    StringBuilder regex = new StringBuilder();
    int done = 0;
    for (MatchResult hole : WILDCARD.matcher(open).results().toList()) {
      regex.append(Pattern.quote(open.substring(done, hole.start()))).append(regex(hole.group()));
      done = hole.end();
    }
    regex.append(Pattern.quote(open.substring(done)));
    int depth = open.contains("**") ? Integer.MAX_VALUE : open.split("/", -1).length;
    return new FilePattern(
        text, Path.of(path.substring(0, folder)), Pattern.compile(regex.toString()), depth);
  }

  private static String regex(String wildcard) {
    return switch (wildcard) {
      case "**/" -> "(?:[^/]+/)*";
      case "**" -> ".*";
      case "*" -> "[^/]*";
      default -> "[^/]";
    };
  }

  /** The files that match now, by name; none while there is no folder for them. */
  List<Found> find() throws IOException {
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .flatMap(file -> found(file).stream())
          .sorted(Comparator.comparing(Found::name))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Found> found(Path file) {
    String below = base.relativize(file).toString();
    if (!name.matcher(below).matches()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.isRegularFile()
          ? Optional.of(new Found(below, now.size(), now.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (IOException e) {
      // Gone since it was listed, or not ours to see.
      return Optional.empty();
    }
  }
}
