package dev.millrace.app;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An artifact that a person names to look at, its files as they were when it was made.
 *
 * @param name for people
 * @param type as the store has it
 */
record MadeRows(String name, String type, Handle.Stored handle) {

  /** A run's id in full: its end is what people know it by. */
  private static final Pattern LONG_RUN = Pattern.compile("^[0-9a-f]{24}([0-9a-f]{8}(?=/))");

  static MadeRows of(Parts parts, String id) throws IOException {
    ArtifactRow row =
        parts
            .metadata()
            .findArtifact(new Things(parts).id(id))
            .orElseThrow(
                () ->
                    UserError.notFound("'" + id + "' is no artifact")
                        .hint("name one as RUN/STEP.OUTPUT, such as RUN/statistics.statistics"));
    parts.artifacts().verify(row);
    return new MadeRows(
        LONG_RUN.matcher(id).replaceFirst("$1"),
        row.type(),
        new Handle.Stored(row.id(), row.digest(), parts.artifacts().open(row), row.properties()));
  }

  /** What files are called together. */
  static String name(List<Path> files) {
    String first = String.valueOf(files.getFirst().getFileName());
    return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
  }
}
