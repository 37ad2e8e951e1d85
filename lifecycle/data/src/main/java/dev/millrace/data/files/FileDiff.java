package dev.millrace.data.files;

import dev.millrace.core.error.UserError;
import dev.millrace.data.diff.DataDiff;
import dev.millrace.data.diff.DataSet;
import dev.millrace.data.diff.DiffRequest;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.rows.ColumnType;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.rows.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is different between two sets of files. Text says nothing of types: what its columns are
 * follows from all values, of both sides if both are text, so that a number that became a word is a
 * changed value and not a column that cannot be compared.
 *
 * @param before rows that could not be read, and are in no figure
 */
public record FileDiff(DataDiff diff, Unread before, Unread after) {

  /**
   * Rows of one side that were left out.
   *
   * @param first where the first of them is, and why
   */
  public record Unread(long rows, Optional<String> first) {}

  /** Whether both sides hold the same, as far as can be said: all of it could be read. */
  public boolean same() {
    return diff.same() && before.rows() == 0 && after.rows() == 0;
  }

  /**
   * Compares files.
   *
   * @param workDirectory for what is needed meanwhile
   * @throws UserError if a file cannot be read, lacks a column that was asked for, or its columns
   *     are of types that do not compare
   */
  public static FileDiff between(
      RowFiles before, RowFiles after, DiffRequest request, Path workDirectory)
      throws IOException, InterruptedException {
    FileFormat one = RowFiles.requireRows(before.files());
    FileFormat other = RowFiles.requireRows(after.files());
    Path scratch = Files.createTempDirectory(Files.createDirectories(workDirectory), "diff-");
    try {
      Side was = Side.read(before, one, scratch.resolve("before"));
      Side is = Side.read(after, other, scratch.resolve("after"));
      TextShards first = was.shards(is.text());
      TextShards second = is.shards(was.text());
      DataDiff diff =
          DataDiff.between(
              new DataSet(before.name(), first.shards()),
              new DataSet(after.name(), second.shards()),
              request,
              scratch,
              Runtime.getRuntime().availableProcessors());
      return new FileDiff(diff, unread(first), unread(second));
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("comparing was interrupted");
      }
      throw UserError.failure(
              before.name()
                  + " and "
                  + after.name()
                  + " cannot be compared: "
                  + DuckDbErrors.reason(e))
          .hint("all files of a side need the same columns, and each must be what its name says")
          .causedBy(e);
    } finally {
      Scratch.remove(scratch);
    }
  }

  private static Unread unread(TextShards shards) {
    return new Unread(shards.rejected(), shards.firstReject());
  }

  /**
   * One side.
   *
   * @param text its values, if it is text
   */
  private record Side(List<Path> files, Optional<TextFiles> text, Path scratch) {

    static Side read(RowFiles rows, FileFormat format, Path scratch)
        throws IOException, InterruptedException {
      return new Side(
          rows.files(),
          format == FileFormat.PARQUET
              ? Optional.empty()
              : Optional.of(TextShards.read(rows.files())),
          Files.createDirectories(scratch));
    }

    TextShards shards(Optional<TextFiles> beside) throws SQLException, IOException {
      if (text.isEmpty()) {
        return new TextShards(files, 0, Optional.empty());
      }
      TextFiles own = text.get();
      SequencedMap<String, ColumnType> types =
          beside.map(own::typesTogether).orElseGet(() -> own.types(Map.of()));
      return TextShards.write(own, files, types, scratch);
    }
  }
}
