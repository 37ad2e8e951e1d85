package dev.millrace.data.files;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.rows.CleanTable;
import dev.millrace.data.rows.ColumnType;
import dev.millrace.data.rows.CsvFile;
import dev.millrace.data.rows.Dialect;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.rows.JsonLinesFile;
import dev.millrace.data.rows.Rejects;
import dev.millrace.data.rows.TextFile;
import dev.millrace.data.rows.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Text files written as Parquet, a shard each. Rows that cannot be read are left out and counted.
 *
 * @param rejected how many those are
 * @param firstReject where the first of them is, and why
 */
public record TextShards(List<Path> shards, long rejected, Optional<String> firstReject) {

  /** Counts the values of files by kind. */
  static TextFiles read(List<Path> files) throws IOException, InterruptedException {
    return read(files, Dialect.FOUND);
  }

  /** Counts the values of files that are written in some way by kind. */
  public static TextFiles read(List<Path> files, Dialect dialect)
      throws IOException, InterruptedException {
    List<TextFile> texts = new ArrayList<>();
    for (Path file : files) {
      texts.add(read(file, dialect));
    }
    return new TextFiles(texts);
  }

  /**
   * Writes files that were read.
   *
   * @param files in the order of the texts
   * @param types of all columns
   */
  public static TextShards write(
      TextFiles texts, List<Path> files, SequencedMap<String, ColumnType> types, Path directory)
      throws SQLException, IOException {
    Rejects rejects = new Rejects();
    List<Path> shards = new ArrayList<>();
    try (DuckDb database = DuckDb.open(directory, Runtime.getRuntime().availableProcessors())) {
      database.confine(files, List.of(directory));
      for (TextFile text : texts.all()) {
        Path shard = directory.resolve("part-" + shards.size() + ".parquet");
        write(database, text, types, new Target(shard, directory.resolve("clean.csv"), rejects));
        shards.add(shard);
      }
    }
    return new TextShards(
        shards, rejects.count(), rejects.kept().stream().findFirst().map(Rejects.Reject::line));
  }

  private static TextFile read(Path file, Dialect dialect)
      throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    return switch (FileFormat.of(file)) {
      case CSV -> CsvFile.read(file, file.toString(), dialect, threads);
      case JSON_LINES -> JsonLinesFile.read(file, file.toString());
      case PARQUET -> throw new IllegalArgumentException(file + " is no text");
    };
  }

  /** Where the rows of a file go: those to count, those on their way, those that cannot be read. */
  private record Target(Path shard, Path clean, Rejects rejects) {}

  /** As it stands, if the database reads all of it as we do; else written anew. */
  private static void write(
      DuckDb database, TextFile text, SequencedMap<String, ColumnType> types, Target target)
      throws SQLException, IOException {
    Optional<CleanTable> direct =
        text.columns().size() == types.size() ? text.direct(types) : Optional.empty();
    if (direct.isPresent() && copiedWhole(database, direct.get(), types, target)) {
      return;
    }
    CleanTable clean = text.clean(types, target.clean(), target.rejects());
    if (copy(database, clean, types, target) != clean.rows()) {
      throw new IllegalStateException(clean.rows() + " clean rows were not read as such");
    }
    Files.delete(target.clean());
  }

  private static boolean copiedWhole(
      DuckDb database, CleanTable table, SequencedMap<String, ColumnType> types, Target target)
      throws SQLException {
    try {
      return copy(database, table, types, target) == table.rows();
    } catch (SQLException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return false;
    }
  }

  private static long copy(
      DuckDb database, CleanTable table, SequencedMap<String, ColumnType> types, Target target)
      throws SQLException {
    return database.update(
        "COPY (SELECT "
            + Sql.names(types.keySet())
            + " FROM "
            + table.from()
            + ") TO "
            + Sql.target(target.shard())
            + " (FORMAT parquet)");
  }
}
