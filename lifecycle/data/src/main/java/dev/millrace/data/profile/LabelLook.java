package dev.millrace.data.profile;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import java.sql.SQLException;

/**
 * Looks what columns tell of the label. Rows without a label are left out.
 *
 * @param label its column
 * @param classes whether it is one of few values rather than a quantity
 */
record LabelLook(DuckDb database, String table, ColumnProfile label, boolean classes) {

  /** With fewer rows for each value than this, values are names: anything is determined by them. */
  private static final int LEAST_ROWS_PER_VALUE = 5;

  Told of(ColumnProfile column) throws SQLException {
    if (column.type().isEmpty() || column.distinct() < 2) {
      return Told.NOTHING;
    }
    boolean equal = equal(column);
    boolean recurs = column.distinct() * LEAST_ROWS_PER_VALUE <= column.present();
    if (classes) {
      return recurs
          ? told(equal, byValue(column))
          : column.isNumeric() ? told(equal, byOrder(column)) : new Told(equal, 1, 1);
    }
    if (column.isNumeric()) {
      return told(equal, byLine(column));
    }
    return recurs ? told(equal, byMean(column)) : new Told(equal, 1, 1);
  }

  private Told told(boolean equal, String shares) throws SQLException {
    return database
        .rows(shares, row -> new Told(equal, row.getDouble(1), row.getDouble(2)))
        .getFirst();
  }

  private boolean equal(ColumnProfile column) throws SQLException {
    boolean numbers = column.isNumeric() && label.isNumeric();
    String type = numbers ? "DOUBLE" : "VARCHAR";
    return database.count(
            "SELECT count(*) FROM "
                + rows()
                + " WHERE CAST("
                + name(column)
                + " AS "
                + type
                + ") IS DISTINCT FROM CAST("
                + name(label)
                + " AS "
                + type
                + ")")
        == 0;
  }

  private String byValue(ColumnProfile column) {
    return """
        WITH pairs AS (SELECT %1$s AS value, %2$s AS label, count(*) AS rows FROM %3$s GROUP BY ALL),
             best AS (SELECT max(rows) AS most, sum(rows) AS rows FROM pairs GROUP BY value),
             labels AS (SELECT sum(rows) AS rows FROM pairs GROUP BY label)
        SELECT 1 - (SELECT sum(most) / sum(rows) FROM best),
               1 - (SELECT max(rows) / sum(rows) FROM labels)
        """
        .formatted(name(column), name(label), rows());
  }

  /** Equal neighbours of a shuffled order would differ as often as two rows drawn at random. */
  private String byOrder(ColumnProfile column) {
    return """
        WITH ordered AS (SELECT %2$s AS label, lag(%2$s) OVER (ORDER BY %1$s, %2$s) AS before
                         FROM %3$s WHERE %1$s IS NOT NULL),
             labels AS (SELECT count(*) AS rows FROM ordered GROUP BY label)
        SELECT (SELECT greatest(0, count_if(label <> before)
                                   - (SELECT count(*) FROM labels) + 1) / count(*) FROM ordered),
               (SELECT 1 - sum(power(rows / (SELECT sum(rows) FROM labels), 2)) FROM labels)
        """
        .formatted(name(column), name(label), rows());
  }

  private String byLine(ColumnProfile column) {
    return "SELECT 1 - coalesce(power(corr(%1$s, %2$s), 2), 0), 1 FROM (SELECT * FROM %3$s WHERE %4$s)"
        .formatted(number(column), number(label), rows(), finite(column) + " AND " + finite(label));
  }

  private String byMean(ColumnProfile column) {
    return """
        WITH groups AS (SELECT var_pop(%2$s) AS spread, count(*) AS rows
                        FROM %3$s WHERE %4$s GROUP BY %1$s)
        SELECT coalesce((SELECT sum(spread * rows) / sum(rows) FROM groups)
                        / nullif((SELECT var_pop(%2$s) FROM %3$s WHERE %4$s), 0), 1), 1
        """
        .formatted(name(column), number(label), rows(), finite(label));
  }

  private String rows() {
    return "(SELECT * FROM " + table + " WHERE " + name(label) + " IS NOT NULL)";
  }

  private static String name(ColumnProfile column) {
    return Sql.name(column.name());
  }

  private static String number(ColumnProfile column) {
    return "CAST(" + name(column) + " AS DOUBLE)";
  }

  private static String finite(ColumnProfile column) {
    return "isfinite(" + number(column) + ")";
  }
}
