package dev.millrace.data.profile;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.rows.MissingWords;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds texts that stand for missing values: a column that holds numbers or dates but for {@code
 * NA} would otherwise be read as strings.
 */
record MissingTexts(DuckDb database, String table, List<ColumnProfile> columns) {

  /** Below this share, a column is hardly one of numbers. */
  private static final double LEAST_NUMERIC = 0.3;

  private static final int MOST = 4;

  List<String> find() throws SQLException {
    Set<String> found = new TreeSet<>();
    for (ColumnProfile column : columns) {
      double numeric = column.texts().map(ColumnProfile.Texts::numeric).orElse(0.0);
      if (column.is(DataType.STRING) && numeric >= LEAST_NUMERIC && numeric < 1) {
        List<String> others = others(column.name(), noNumber(Sql.name(column.name())));
        if (others.size() <= MOST && others.stream().allMatch(MissingWords::has)) {
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
