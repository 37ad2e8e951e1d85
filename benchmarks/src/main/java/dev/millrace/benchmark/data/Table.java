package dev.millrace.benchmark.data;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The generated table and the query that its statistics are compared with. */
final class Table {

  static final List<String> NUMBERS =
      List.of(
          "uniform",
          "normal",
          "waiting",
          "price",
          "share",
          "magnitude",
          "amount",
          "time",
          "error",
          "percent");
  static final List<String> INTEGERS =
      List.of("hour", "weekday", "postcode", "id", "delay", "account");
  static final List<String> STRINGS = List.of("kind", "city", "article", "customer");

  private Table() {}

  /** Writes rows of the table as one Parquet file. */
  static Path write(Path file, Path work, long from, long to, String columns) throws Exception {
    try (DuckDb database = DuckDb.open(work, 2)) {
      String rows = resource("table.sql") + " FROM range(" + from + ", " + to + ") t(i)";
      database.execute(
          "COPY (SELECT "
              + columns
              + " FROM ("
              + rows
              + ")) TO "
              + Sql.target(file)
              + " (FORMAT parquet)");
    }
    return file;
  }

  static List<String> numeric() {
    List<String> numeric = new ArrayList<>(NUMBERS);
    numeric.addAll(INTEGERS);
    return numeric;
  }

  /** The query, over all columns. */
  static String query(Path file) throws IOException {
    List<String> lines = resource("statistics.sql").lines().toList();
    String ofNumbers = lines.get(lines.indexOf("-- numeric:") + 1);
    String ofStrings = lines.get(lines.indexOf("-- string:") + 1);
    String wanted =
        numeric().stream()
            .map(column -> ofNumbers.replace("{c}", column))
            .collect(Collectors.joining(",\n"));
    String texts =
        STRINGS.stream()
            .map(column -> ofStrings.replace("{c}", column))
            .collect(Collectors.joining(",\n"));
    return "SELECT "
        + wanted
        + ",\n"
        + texts
        + "\nFROM read_parquet("
        + Sql.sources(List.of(file))
        + ")";
  }

  private static String resource(String name) throws IOException {
    try (InputStream bytes = Objects.requireNonNull(Table.class.getResourceAsStream(name))) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
