package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files that a source of {@code ingest} stands for, whatever a run would choose of them.
 *
 * @param files at least one, by name
 * @param spanStarts in order; none where the source has no spans
 */
public record SourceFiles(List<Path> files, List<LocalDateTime> spanStarts) {

  public SourceFiles {
    files = List.copyOf(files);
    spanStarts = List.copyOf(spanStarts);
  }

  /**
   * Finds them.
   *
   * @param source as {@code ingest} takes it
   * @param directory that it is relative to
   * @throws UserError if there are none, or the source is no pattern
   */
  public static SourceFiles of(String source, Path directory) throws IOException {
    SourcePattern pattern =
        SourcePattern.parse(
            source,
            directory.resolve(source).toAbsolutePath(),
            new SpanOrigin(Optional.empty(), Optional.empty()));
    List<SourceFile> found = pattern.find();
    if (found.isEmpty()) {
      throw UserError.notFound("no file matches " + source + " in " + pattern.base())
          .hint("see which files are there, and how the pattern names them");
    }
    TreeSet<LocalDateTime> starts = new TreeSet<>();
    found.forEach(file -> file.spanStart().ifPresent(starts::add));
    return new SourceFiles(found.stream().map(SourceFile::path).toList(), List.copyOf(starts));
  }
}
