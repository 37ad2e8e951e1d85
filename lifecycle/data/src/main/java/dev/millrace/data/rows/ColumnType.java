package dev.millrace.data.rows;

import dev.millrace.model.DataType;

/** What all values of a column are read as. */
public enum ColumnType {
  BOOLEAN("BOOLEAN"),
  INTEGER("BIGINT"),
  NUMBER("DOUBLE"),
  TIMESTAMP("TIMESTAMP"),
  /** A moment of the world, written in the calendar of the data once it is known. */
  INSTANT("TIMESTAMP WITH TIME ZONE"),
  STRING("VARCHAR");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** As DuckDB calls it. */
  public String sql() {
    return sql;
  }

  /** Whether a value of a kind is read as this type without a change. */
  boolean takes(Kind kind) {
    return switch (this) {
      case BOOLEAN -> kind == Kind.BOOLEAN;
      case INTEGER -> kind == Kind.INTEGER || kind == Kind.LONG;
      case NUMBER -> kind == Kind.INTEGER || kind == Kind.NUMBER;
      case TIMESTAMP -> kind == Kind.TIMESTAMP;
      case INSTANT -> kind == Kind.INSTANT;
      case STRING -> true;
    };
  }

  /** In words, with their article. */
  String words() {
    return switch (this) {
      case BOOLEAN -> "a boolean, true or false";
      case INTEGER -> "an integer of at most 64 bits";
      case NUMBER -> "a number that keeps its digits";
      case TIMESTAMP -> "a timestamp such as 2001-12-31 23:59:59";
      case INSTANT -> "a timestamp with its offset, such as 2001-12-31T23:59:59Z";
      case STRING -> "a string";
    };
  }

  static ColumnType of(DataType declared, boolean withOffset) {
    return switch (declared) {
      case BOOLEAN -> BOOLEAN;
      case INTEGER -> INTEGER;
      case NUMBER -> NUMBER;
      case STRING -> STRING;
      case TIMESTAMP -> withOffset ? INSTANT : TIMESTAMP;
    };
  }
}
