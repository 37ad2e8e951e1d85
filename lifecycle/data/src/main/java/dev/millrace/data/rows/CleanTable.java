package dev.millrace.data.rows;

import dev.millrace.data.duckdb.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A CSV file that DuckDB reads exactly as it is meant: nothing of it is left to be found out.
 *
 * @param from to stand after {@code FROM}
 * @param rows it holds
 */
public record CleanTable(String from, long rows) {

  /** What DuckDB takes for a row at most, unless it is told. */
  private static final int USUAL_ROW = 2_000_000;

  static CleanTable of(
      Path file,
      Map<String, String> options,
      SequencedMap<String, ColumnType> types,
      long rows,
      RowShape shape) {
    String columns =
        types.entrySet().stream()
            .map(type -> Sql.text(type.getKey()) + ": " + Sql.text(type.getValue().sql()))
            .collect(Collectors.joining(", ", "{", "}"));
    String given =
        options.entrySet().stream()
            .map(option -> ", " + option.getKey() + " = " + option.getValue())
            .sorted()
            .collect(Collectors.joining());
    int longest = shape.longest();
    String size =
        longest < USUAL_ROW / 2
            ? ""
            : ", max_line_size = " + 2 * longest + ", buffer_size = " + 4 * longest;
    // Where DuckDB starts in the middle, it takes a line break within quotes for the end of a row.
    String whole = shape.brokenValues() ? ", parallel = false" : "";
    return new CleanTable(
        "read_csv("
            + Sql.sources(List.of(file))
            + ", auto_detect = false, strict_mode = true, allow_quoted_nulls = false"
            + given
            + size
            + whole
            + ", columns = "
            + columns
            + ")",
        rows);
  }
}
