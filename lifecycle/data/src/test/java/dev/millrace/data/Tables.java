package dev.millrace.data;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of rows, written and read by SQL, for tests. */
public final class Tables {

  private Tables() {}

  /** Writes the rows of a query as Parquet, or as CSV where the name says so; returns the file. */
  public static Path write(Path file, String query) throws SQLException, IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Scratch scratch = Scratch.make();
        DuckDb database = DuckDb.open(scratch.directory(), 2)) {
      String format = file.toString().endsWith(".csv") ? "csv" : "parquet";
      database.execute("COPY (" + query + ") TO " + Sql.target(file) + " (FORMAT " + format + ")");
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
      rows.put(
          split.getKey(), Long.parseLong(query("SELECT count(*) FROM " + table(shard)).getFirst()));
    }
    examples.property(Splits.PROPERTY, rows);
    return examples;
  }

  /** The rows of a query, each as its values joined by commas. */
  public static List<String> query(String sql) throws SQLException, IOException {
    try (Scratch scratch = Scratch.make();
        DuckDb database = DuckDb.open(scratch.directory(), 2)) {
      return database.rows(
          sql,
          row -> {
            StringBuilder values = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              values.append(i == 1 ? "" : ",").append(row.getString(i));
            }
            return values.toString();
          });
    }
  }

  /** A split's rows, in order. */
  public static List<String> rows(Artifact examples, String split)
      throws SQLException, IOException {
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

  /** Where a database of a moment may put what does not fit into memory. */
  private record Scratch(Path directory) implements AutoCloseable {

    static Scratch make() throws IOException {
      return new Scratch(Files.createTempDirectory("millrace-test-tables"));
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> left = Files.walk(directory)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
