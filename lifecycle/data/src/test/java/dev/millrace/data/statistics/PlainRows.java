package dev.millrace.data.statistics;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows fetched one by one over JDBC, for a test that counts them by hand: longs, doubles, booleans
 * and strings, null where there is none.
 */
record PlainRows(List<String> names, List<List<@Nullable Object>> rows) {

  static PlainRows read(String query) throws SQLException {
    List<String> names = new ArrayList<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      int width = found.getMetaData().getColumnCount();
      for (int i = 1; i <= width; i++) {
        names.add(found.getMetaData().getColumnName(i));
      }
      while (found.next()) {
        List<@Nullable Object> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          row.add(plain(found.getObject(i)));
        }
        rows.add(row);
      }
    }
    return new PlainRows(names, rows);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double number -> number;
      case Float number -> number.doubleValue();
      case Number integer -> integer.longValue();
      default -> value;
    };
  }

  /** The values of a column. */
  List<@Nullable Object> column(String name) {
    int place = names.indexOf(name);
    List<@Nullable Object> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(row.get(place)));
    return values;
  }

  SequencedMap<String, List<@Nullable Object>> columns() {
    SequencedMap<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, column(name)));
    return columns;
  }

  /** The rows of which a condition holds for the value of a column. */
  PlainRows where(String name, Predicate<@Nullable Object> condition) {
    int place = names.indexOf(name);
    return new PlainRows(
        names, rows.stream().filter(row -> condition.test(row.get(place))).toList());
  }
}
