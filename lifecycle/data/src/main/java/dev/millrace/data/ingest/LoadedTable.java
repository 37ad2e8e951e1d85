package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.rows.CleanTable;
import dev.millrace.data.rows.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a source in a table of the database, each with the number of its part.
 *
 * @param columns without that number, as SQL
 * @param scratch where rows may be written on their way
 */
record LoadedTable(DuckDb database, String columns, Path scratch) {

  private static final String TABLE = "loaded";

  /** Writes clean rows into a file. */
  @FunctionalInterface
  interface Cleaning {
    CleanTable into(Path file) throws IOException;
  }

  static LoadedTable create(DuckDb database, SequencedMap<String, ColumnType> types, Path scratch)
      throws SQLException, IOException {
    if (types.isEmpty()) {
      throw UserError.failure("the source has no columns");
    }
    String columns =
        types.entrySet().stream()
            .map(type -> ", " + Sql.name(type.getKey()) + " " + type.getValue().sql())
            .collect(Collectors.joining());
    database.execute(
        "CREATE TEMP TABLE " + TABLE + " (" + Sql.name(Part.COLUMN) + " INTEGER" + columns + ")");
    Files.createDirectories(scratch);
    return new LoadedTable(database, Sql.names(types.keySet()), scratch);
  }

  /** Adds rows that are written for it. */
  void insertClean(int part, Cleaning cleaning) throws SQLException, IOException {
    Path file = scratch.resolve("clean.csv");
    CleanTable clean = cleaning.into(file);
    if (insert(part, clean) != clean.rows()) {
      throw new IllegalStateException(clean.rows() + " clean rows were not read as such");
    }
    Files.delete(file);
  }

  /** Adds all rows of a file or none. */
  boolean insertWhole(int part, CleanTable table) throws SQLException {
    boolean whole = false;
    database.execute("BEGIN");
    try {
      whole = insert(part, table) == table.rows();
    } catch (SQLException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
    database.execute(whole ? "COMMIT" : "ROLLBACK");
    return whole;
  }

  private long insert(int part, CleanTable table) throws SQLException {
    return database.update(
        "INSERT INTO " + TABLE + " SELECT " + part + ", " + columns + " FROM " + table.from());
  }

  SourceRows rows(int parts, long rejected) {
    String all = "SELECT " + columns + " FROM " + TABLE;
    List<String> tables =
        IntStream.range(0, parts)
            .mapToObj(part -> "(" + all + " WHERE " + Sql.name(Part.COLUMN) + " = " + part + ")")
            .toList();
    return new SourceRows("(" + all + ")", tables, true, rejected, List.of());
  }
}
