package dev.millrace.data.examples;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * Chooses how a column of strings is read. Making a Java string of every row is most of the time
 * that reading takes; where a column has few distinct values, DuckDB codes them against one
 * dictionary and only the codes cross over.
 */
final class StringDictionary {

  /** Up to here, one dictionary for all rows; it fits a processor's cache. */
  private static final int MOST_VALUES = 1 << 14;

  private StringDictionary() {}

  static ColumnReader of(DuckDb database, String table, String name) throws SQLException {
    String column = Sql.name(name);
    String distinct =
        "(SELECT DISTINCT "
            + column
            + " AS value FROM "
            + table
            + " WHERE "
            + column
            + " IS NOT NULL LIMIT "
            + (MOST_VALUES + 1)
            + ")";
    long values = database.count("SELECT count(*) FROM " + distinct);
    if (values == 0 || values > MOST_VALUES) {
      return new ColumnReader.OfStrings(name);
    }
    String enumType = Sql.name("values of " + name);
    database.execute("DROP TYPE IF EXISTS " + enumType);
    database.execute(
        "CREATE TYPE " + enumType + " AS ENUM (SELECT value FROM " + distinct + " ORDER BY value)");
    List<String> dictionary =
        database.rows("SELECT unnest(enum_range(NULL::" + enumType + "))", row -> row.getString(1));
    return new ColumnReader.OfCodes(name, enumType, dictionary.toArray(String[]::new));
  }
}
