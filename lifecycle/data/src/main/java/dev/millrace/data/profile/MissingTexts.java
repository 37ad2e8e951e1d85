package dev.millrace.data.profile;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds texts that stand for missing values: a column that holds numbers but for {@code NA} would
 * otherwise be read as strings.
 */
record MissingTexts(DuckDb database, String table, List<ColumnProfile> columns) {

  private static final Set<String> USUAL =
      Set.of(
          "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "?", "-", "--", ".", "",
          "missing", "unknown", "\\n");

  /** Below this share, a column is hardly one of numbers. */
  private static final double LEAST_NUMERIC = 0.3;

  private static final int MOST = 4;

  List<String> find() throws SQLException {
    Set<String> found = new TreeSet<>();
    for (ColumnProfile column : columns) {
      double numeric = column.texts().map(ColumnProfile.Texts::numeric).orElse(0.0);
      if (column.is(DataType.STRING) && numeric >= LEAST_NUMERIC && numeric < 1) {
        List<String> others = others(column.name());
        if (others.size() <= MOST && others.stream().allMatch(MissingTexts::usual)) {
          others.stream().filter(text -> !text.isEmpty()).forEach(found::add);
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean usual(String text) {
    return USUAL.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  private List<String> others(String column) throws SQLException {
    String name = Sql.name(column);
    return database.rows(
        "SELECT DISTINCT "
            + name
            + " FROM "
            + table
            + " WHERE "
            + name
            + " IS NOT NULL AND (TRY_CAST("
            + name
            + " AS DOUBLE) IS NULL OR NOT isfinite(TRY_CAST("
            + name
            + " AS DOUBLE))) LIMIT "
            + (MOST + 1),
        row -> row.getString(1));
  }
}
