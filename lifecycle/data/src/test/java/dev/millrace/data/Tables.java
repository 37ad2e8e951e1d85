package dev.millrace.data;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** Files of rows, written and read by SQL, for tests. */
public final class Tables {

  /** One for all tests: opening a database takes longer than most of what they do with it. */
  private static final DuckDBConnection DATABASE = open();

  private Tables() {}

  private static DuckDBConnection open() {
    Properties settings = new Properties();
    settings.setProperty("threads", "2");
    settings.setProperty("memory_limit", "1GiB");
    settings.setProperty("temp_directory", "");
    // A test may write a file again within a tick of the clock that tells old from new.
    settings.setProperty("enable_external_file_cache", "false");
    try {
      return new DuckDBDriver().connect("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the rows of a query as Parquet, or as CSV where the name says so; returns the file. */
  public static Path write(Path file, String query) throws SQLException, IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Connection database = DATABASE.duplicate();
        Statement statement = database.createStatement()) {
      String format = file.toString().endsWith(".csv") ? "csv" : "parquet";
      statement.execute("COPY (" + query + ") TO " + Sql.target(file) + " (FORMAT " + format + ")");
    }
    return file;
  }

  /** Examples whose splits are the rows of queries, in their order. */
  public static Examples examples(Path directory, Map<String, String> queryBySplit)
      throws SQLException, IOException {
    Examples examples = new Examples(new Handle.Staged(directory, new TreeMap<>()));
    SequencedMap<String, Long> rows = new LinkedHashMap<>();
    for (var split : queryBySplit.entrySet()) {
      Path shard = write(Splits.shard(examples, split.getKey()), split.getValue());
      rows.put(split.getKey(), count(shard));
    }
    examples.property(Splits.PROPERTY, rows);
    return examples;
  }

  /** Examples of one split, of which each shard has the rows of a query. */
  public static Examples sharded(Path directory, String split, List<String> queries)
      throws SQLException, IOException {
    Examples examples = new Examples(new Handle.Staged(directory, new TreeMap<>()));
    List<Long> rows = new ArrayList<>();
    for (String query : queries) {
      rows.add(count(write(Splits.shard(examples, split, rows.size()), query)));
    }
    examples.property(Splits.SHARDS, Map.of(split, rows));
    examples.property(
        Splits.PROPERTY, Map.of(split, rows.stream().mapToLong(Long::longValue).sum()));
    return examples;
  }

  private static long count(Path shard) throws SQLException {
    return Long.parseLong(query("SELECT count(*) FROM " + table(shard)).getFirst());
  }

  /** The rows of a query, each as its values joined by commas. */
  public static List<String> query(String sql) throws SQLException {
    try (Connection database = DATABASE.duplicate();
        Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        StringJoiner values = new StringJoiner(",");
        for (int i = 1; i <= columns; i++) {
          values.add(found.getString(i));
        }
        rows.add(values.toString());
      }
      return rows;
    }
  }

  /** A split's rows, in order. */
  public static List<String> rows(Artifact examples, String split) throws SQLException {
    return query("SELECT * FROM " + table(Splits.shards(examples, split)));
  }

  /** A Parquet file, to stand after {@code FROM}. */
  public static String table(Path shard) {
    return "read_parquet(" + Sql.sources(List.of(shard)) + ")";
  }

  /** All splits together, to stand after {@code FROM}. */
  public static String table(Artifact examples) {
    List<Path> shards =
        Splits.rows(examples).keySet().stream()
            .flatMap(split -> Splits.shards(examples, split).stream())
            .toList();
    return table(shards);
  }

  /** Parquet files one after the other, to stand after {@code FROM}. */
  public static String table(List<Path> shards) {
    return "read_parquet(" + Sql.sources(shards) + ")";
  }
}
