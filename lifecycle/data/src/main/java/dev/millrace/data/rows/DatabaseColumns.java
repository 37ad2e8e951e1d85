package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a result are read. PostgreSQL's have types, and so have ours. SQLite's have
 * values of any type, so theirs follow from the values, as with JSON lines; a column that is all
 * timestamps in ISO 8601 is one of timestamps, which SQLite has no type for.
 *
 * <p>A value comes as text with a sign before it that says whether it is a string: the string
 * {@code 7} is another value than the number.
 *
 * @param readers by column
 */
record DatabaseColumns(List<String> names, List<Reader> readers) {

  private static final char STRING = 's';
  private static final char OTHER = 'v';

  /** Reads a value in the form that tells strings from others. */
  private record Reader(Optional<ColumnType> type, Value value) {}

  @FunctionalInterface
  private interface Value {
    @Nullable Object read(ResultSet row, int column) throws SQLException;
  }

  static DatabaseColumns of(ResultSetMetaData columns, boolean sqlite) throws SQLException {
    List<String> names = new ArrayList<>();
    List<Reader> readers = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      names.add(columns.getColumnLabel(column));
      Optional<Reader> reader =
          sqlite
              ? Optional.of(new Reader(Optional.empty(), ResultSet::getObject))
              : reader(columns, column);
      reader.ifPresent(readers::add);
      if (reader.isEmpty()) {
        unreadable.add("'" + names.getLast() + "' is " + columns.getColumnTypeName(column));
      }
    }
    if (!unreadable.isEmpty()) {
      throw UserError.failure(
              "a column must hold numbers, booleans, strings or timestamps; "
                  + String.join(", ", unreadable))
          .hint("leave it out of the query, or convert it there: CAST(name AS text)");
    }
    return new DatabaseColumns(List.copyOf(names), List.copyOf(readers));
  }

  private static Optional<Reader> reader(ResultSetMetaData columns, int column)
      throws SQLException {
    boolean whole = columns.getPrecision(column) > 0 && columns.getScale(column) == 0;
    String name = columns.getColumnTypeName(column);
    return Optional.ofNullable(
        switch (name) {
          case "bool" -> fixed(ColumnType.BOOLEAN, ResultSet::getObject);
          case "int2", "int4", "int8", "smallserial", "serial", "bigserial" ->
              fixed(ColumnType.INTEGER, ResultSet::getObject);
          case "float4", "float8" -> fixed(ColumnType.NUMBER, ResultSet::getObject);
          case "numeric" ->
              whole
                  ? fixed(ColumnType.INTEGER, ResultSet::getObject)
                  : fixed(ColumnType.NUMBER, DatabaseColumns::decimal);
          case "date" -> fixed(ColumnType.TIMESTAMP, (row, i) -> row.getObject(i, LocalDate.class));
          case "timestamp" ->
              fixed(ColumnType.TIMESTAMP, (row, i) -> row.getObject(i, LocalDateTime.class));
          case "timestamptz" ->
              fixed(ColumnType.INSTANT, (row, i) -> row.getObject(i, OffsetDateTime.class));
          case "uuid" -> fixed(ColumnType.STRING, ResultSet::getString);
          default ->
              switch (columns.getColumnType(column)) {
                case Types.VARCHAR, Types.CHAR -> fixed(ColumnType.STRING, ResultSet::getString);
                default -> null;
              };
        });
  }

  private static Reader fixed(ColumnType type, Value value) {
    return new Reader(Optional.of(type), value);
  }

  /**
   * The nearest number, as everywhere; but an integer that a number cannot hold stays what it is,
   * and is no number then. PostgreSQL's numeric also knows NaN, which a BigDecimal does not.
   */
  private static @Nullable Object decimal(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (!(value instanceof BigDecimal decimal)) {
      return value;
    }
    double nearest = decimal.doubleValue();
    boolean whole = decimal.stripTrailingZeros().scale() <= 0;
    boolean kept = Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(decimal) == 0;
    return whole && !kept ? (Object) decimal : nearest;
  }

  KeptRows.Header header() {
    return new KeptRows.Header(names, readers.stream().map(Reader::type).toList());
  }

  /** The values of the row that a result stands at; null where one is missing. */
  @Nullable String[] read(ResultSet row) throws SQLException {
    @Nullable String[] values = new @Nullable String[names.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = readers.get(i).value().read(row, i + 1);
      values[i] = value == null || row.wasNull() ? null : written(names.get(i), value);
    }
    return values;
  }

  private static String written(String name, Object value) {
    return switch (value) {
      case String text -> STRING + text;
      case BigDecimal decimal -> OTHER + decimal.toPlainString();
      case Float number -> OTHER + Double.toString(number);
      case Boolean _, Number _, LocalDate _, LocalDateTime _ -> OTHER + value.toString();
      case OffsetDateTime moment -> OTHER + moment.toInstant().toString();
      default ->
          throw UserError.failure(
                  "the column '" + name + "' of the query has values that are bytes")
              .hint("leave it out of the query, or convert it there: CAST(name AS text)");
    };
  }

  /** The kind of a value as {@link #read} gives it. */
  static Kind kind(String value) {
    Kind kind = Kind.of(text(value));
    boolean moment = kind == Kind.TIMESTAMP || kind == Kind.INSTANT;
    return value.charAt(0) == STRING && !moment ? Kind.TEXT : kind;
  }

  /** The text of a value as {@link #read} gives it. */
  static String text(String value) {
    return value.substring(1);
  }
}
