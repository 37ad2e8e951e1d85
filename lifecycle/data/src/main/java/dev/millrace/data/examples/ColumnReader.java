package dev.millrace.data.examples;

import dev.millrace.data.duckdb.Sql;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Copies one column's values out of DuckDB's vectors into the arrays of a batch. */
sealed interface ColumnReader {

  String name();

  /** The expression to select. */
  String sql();

  /** Starts a column of so many rows. */
  void begin(int rows);

  /** Copies the rows {@code from ≤ row < to} of a vector to the place {@code at}. */
  void read(DuckDBReadableVector vector, int from, int to, int at);

  /** The column, all its rows read. */
  Column end();

  /** Which rows have a value; null as long as all do. */
  final class Presence {
    private int rows;
    private boolean @Nullable [] present;

    void begin(int rows) {
      this.rows = rows;
      present = null;
    }

    void missing(int row) {
      if (present == null) {
        present = new boolean[rows];
        Arrays.fill(present, true);
      }
      present[row] = false;
    }

    boolean @Nullable [] end() {
      return present;
    }
  }

  /** Integers, and timestamps as microseconds. */
  final class OfLongs implements ColumnReader {
    private final String name;
    private final DataType type;
    private final Presence presence = new Presence();
    private long[] values = {};

    OfLongs(String name, DataType type) {
      this.name = name;
      this.type = type;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String sql() {
      return type == DataType.TIMESTAMP
          ? "epoch_us(" + Sql.name(name) + ")"
          : "CAST(" + Sql.name(name) + " AS BIGINT)";
    }

    @Override
    public void begin(int rows) {
      values = new long[rows];
      presence.begin(rows);
    }

    @Override
    public void read(DuckDBReadableVector vector, int from, int to, int at) {
      for (int row = from; row < to; row++) {
        if (vector.isNull(row)) {
          presence.missing(at + row - from);
        } else {
          values[at + row - from] = vector.getLong(row);
        }
      }
    }

    @Override
    public Column end() {
      return new Column.Longs(values, presence.end());
    }
  }

  /** Numbers. */
  final class OfDoubles implements ColumnReader {
    private final String name;
    private final Presence presence = new Presence();
    private double[] values = {};

    OfDoubles(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String sql() {
      return "CAST(" + Sql.name(name) + " AS DOUBLE)";
    }

    @Override
    public void begin(int rows) {
      values = new double[rows];
      presence.begin(rows);
    }

    @Override
    public void read(DuckDBReadableVector vector, int from, int to, int at) {
      for (int row = from; row < to; row++) {
        if (vector.isNull(row)) {
          presence.missing(at + row - from);
        } else {
          values[at + row - from] = vector.getDouble(row);
        }
      }
    }

    @Override
    public Column end() {
      return new Column.Doubles(values, presence.end());
    }
  }

  /** Booleans. */
  final class OfBooleans implements ColumnReader {
    private final String name;
    private final String sql;
    private final Presence presence = new Presence();
    private boolean[] values = {};

    OfBooleans(String name) {
      this(name, Sql.name(name));
    }

    /**
     * @param sql the expression to read
     */
    OfBooleans(String name, String sql) {
      this.name = name;
      this.sql = sql;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String sql() {
      return sql;
    }

    @Override
    public void begin(int rows) {
      values = new boolean[rows];
      presence.begin(rows);
    }

    @Override
    public void read(DuckDBReadableVector vector, int from, int to, int at) {
      for (int row = from; row < to; row++) {
        if (vector.isNull(row)) {
          presence.missing(at + row - from);
        } else {
          values[at + row - from] = vector.getBoolean(row);
        }
      }
    }

    @Override
    public Column end() {
      return new Column.Booleans(values, presence.end());
    }
  }

  /** Strings of a known dictionary, as codes that DuckDB makes. */
  final class OfCodes implements ColumnReader {
    private final String name;
    private final String enumType;
    private final String[] dictionary;
    private int[] codes = {};

    /**
     * @param enumType whose values, in order, are the dictionary
     */
    OfCodes(String name, String enumType, String[] dictionary) {
      this.name = name;
      this.enumType = enumType;
      this.dictionary = dictionary;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String sql() {
      return "CAST(enum_code(CAST(" + Sql.name(name) + " AS " + enumType + ")) AS INTEGER)";
    }

    @Override
    public void begin(int rows) {
      codes = new int[rows];
    }

    @Override
    public void read(DuckDBReadableVector vector, int from, int to, int at) {
      for (int row = from; row < to; row++) {
        codes[at + row - from] = vector.getInt(row, -1);
      }
    }

    @Override
    public Column end() {
      return new Column.Strings(dictionary, codes);
    }
  }

  /** Strings of many values: each batch has a dictionary of its own. */
  final class OfStrings implements ColumnReader {
    private final String name;
    private final Map<String, Integer> seen = new HashMap<>();
    private int[] codes = {};

    OfStrings(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String sql() {
      return Sql.name(name);
    }

    @Override
    public void begin(int rows) {
      codes = new int[rows];
      seen.clear();
    }

    @Override
    public void read(DuckDBReadableVector vector, int from, int to, int at) {
      for (int row = from; row < to; row++) {
        String value = vector.getString(row);
        codes[at + row - from] =
            value == null ? -1 : seen.computeIfAbsent(value, unseen -> seen.size());
      }
    }

    @Override
    public Column end() {
      String[] dictionary = new String[seen.size()];
      seen.forEach((value, code) -> dictionary[code] = value);
      return new Column.Strings(dictionary, codes);
    }
  }
}
