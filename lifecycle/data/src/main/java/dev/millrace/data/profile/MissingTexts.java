package dev.millrace.data.profile;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.rows.MissingWords;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds texts that stand for missing values: a column that holds numbers or dates but for {@code
 * NA}, or numbers but for {@code inf}, would otherwise be read as strings.
 */
record MissingTexts(DuckDb database, String table, List<ColumnProfile> columns) {

  /** Below this share, a column is hardly one of numbers, though all its other texts are marks. */
  private static final double LEAST_NUMERIC = 0.01;

  private static final int MOST = 4;

  List<String> find() throws SQLException {
    Set<String> found = new TreeSet<>();
    for (ColumnProfile column : columns) {
      double numeric = column.texts().map(ColumnProfile.Texts::numeric).orElse(0.0);
      if (column.is(DataType.STRING) && numeric >= LEAST_NUMERIC && numeric < 1) {
        List<String> others = others(column.name(), noNumber(Sql.name(column.name())));
        if (others.size() <= MOST && others.stream().allMatch(MissingWords::amongNumbers)) {
          others.stream().filter(text -> !text.isEmpty()).forEach(found::add);
        }
      }
    }
    for (String column : new WrittenTimes(database, table, MissingWords.USUAL).find().keySet()) {
      String usual =
          "list_contains(%s, lower(trim(%s)))"
              .formatted(Sql.texts(MissingWords.USUAL), Sql.name(column));
      found.addAll(others(column, usual).stream().filter(text -> !text.isEmpty()).toList());
    }
    return List.copyOf(found);
  }

  /**
   * Values of text columns that look like marks of missing values, by column: the most frequent
   * first.
   */
  SequencedMap<String, List<Look.Occurrence>> marks() throws SQLException {
    SequencedMap<String, List<Look.Occurrence>> marks = new LinkedHashMap<>();
    List<String> texts =
        columns.stream()
            .filter(column -> column.is(DataType.STRING))
            .map(column -> Sql.name(column.name()))
            .map(name -> "CAST(%1$s AS VARCHAR) AS %1$s".formatted(name))
            .toList();
    if (!texts.isEmpty()) {
      database.rows(
          """
          SELECT "column", mark, count(*) AS times
          FROM (UNPIVOT (SELECT %s FROM %s) ON COLUMNS(*) INTO NAME "column" VALUE mark)
          WHERE list_contains(%s, lower(trim(mark))) GROUP BY ALL ORDER BY times DESC, mark
          """
              .formatted(String.join(", ", texts), table, Sql.texts(MissingWords.USUAL)),
          row ->
              marks
                  .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                  .add(new Look.Occurrence(row.getString(2), row.getLong(3))));
    }
    return marks;
  }

  private static String noNumber(String name) {
    return "TRY_CAST(%1$s AS DOUBLE) IS NULL OR NOT isfinite(TRY_CAST(%1$s AS DOUBLE))"
        .formatted(name);
  }

  private List<String> others(String column, String condition) throws SQLException {
    String name = Sql.name(column);
    return database.rows(
        "SELECT DISTINCT %1$s FROM %2$s WHERE %1$s IS NOT NULL AND (%3$s) LIMIT %4$s"
            .formatted(name, table, condition, MOST + 1),
        row -> row.getString(1));
  }
}
