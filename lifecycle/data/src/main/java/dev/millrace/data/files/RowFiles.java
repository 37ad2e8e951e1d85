package dev.millrace.data.files;

import dev.millrace.core.error.UserError;
import dev.millrace.data.rows.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows that a person hands in or a run made.
 *
 * @param name for people
 * @param files at least one; all of one kind, and with the same columns
 */
public record RowFiles(String name, List<Path> files) {

  public RowFiles {
    files = List.copyOf(files);
  }

  /**
   * Looks whether files can hold rows at all.
   *
   * @return the format that all of them have
   */
  static FileFormat requireRows(List<Path> files) throws IOException {
    for (Path file : files) {
      requireFile(file);
    }
    return FileFormat.ofAll(files);
  }

  private static void requireFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw UserError.usage(file + " is a directory").hint("name the files in it");
    }
    if (!Files.isRegularFile(file)) {
      throw UserError.notFound("there is no file " + file)
          .hint("name .parquet, .csv, .tsv or .jsonl files");
    }
    if (Files.size(file) == 0) {
      throw UserError.failure(file + " is empty (0 bytes)")
          .hint("it needs at least the names of its columns");
    }
  }

  /** Files as a message names them. */
  static String words(List<Path> files) {
    String more = files.size() > 2 ? " and " + (files.size() - 1) + " more" : "";
    return files.size() == 2
        ? files.getFirst() + " and " + files.getLast()
        : files.getFirst() + more;
  }
}
