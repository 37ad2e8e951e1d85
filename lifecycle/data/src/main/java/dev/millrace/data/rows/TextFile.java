package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A text file of rows whose values have been counted by kind. */
public sealed interface TextFile permits CsvFile, JsonLinesFile {

  /** As messages call it. */
  String name();

  /** The kinds of all values. */
  Census census();

  /** How it is written, for people. */
  String layoutText();

  /** Columns in the order of the file. */
  default List<String> columns() {
    return census().names();
  }

  /**
   * The file itself as SQL, to stand after {@code FROM}, and how many rows that has; empty if
   * DuckDB would not read every value of it as this package does, so that it must be written clean.
   */
  Optional<CleanTable> direct(SequencedMap<String, ColumnType> types);

  /**
   * Writes the rows again, in the one form that needs no judgement.
   *
   * @param types of its columns and maybe others, in the order to write them in
   * @param target a file to make
   * @param rejects takes the rows that cannot be kept
   */
  CleanTable clean(SequencedMap<String, ColumnType> types, Path target, Rejects rejects)
      throws IOException;

  /** SQL takes two names that differ in capitals for one, and has none with a NUL. */
  static void requireNames(Path file, List<String> names) {
    Map<String, String> met = new HashMap<>();
    for (String name : names) {
      if (name.indexOf('\0') >= 0) {
        throw UserError.failure(
                file + " has a column whose name has a NUL: " + ValueReader.quoted(name))
            .hint("rename it, if this is a text file at all");
      }
      String before = met.put(name.toLowerCase(Locale.ROOT), name);
      if (before != null) {
        throw UserError.failure(
                file
                    + (before.equals(name)
                        ? " has two columns named '" + name + "'"
                        : " has columns '" + before + "' and '" + name + "'")
                    + "; names differ in more than capitals")
            .hint("rename one of them in the file");
      }
    }
  }
}
