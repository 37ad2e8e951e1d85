package dev.millrace.data.duckdb;

import dev.millrace.model.DataType;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A column as DuckDB describes it.
 *
 * @param type in DuckDB's words, such as {@code DECIMAL(10,2)}
 */
public record TableColumn(String name, String type) {

  /** The type of the value domain that carries the column's values; empty where none does. */
  public Optional<DataType> dataType() {
    return Optional.ofNullable(
        switch (baseType()) {
          case "BOOLEAN" -> DataType.BOOLEAN;
          case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> DataType.INTEGER;
          case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> DataType.INTEGER;
          case "FLOAT", "DOUBLE" -> DataType.NUMBER;
          case "DECIMAL" -> type.endsWith(",0)") ? DataType.INTEGER : DataType.NUMBER;
          case "VARCHAR", "ENUM", "UUID" -> DataType.STRING;
          case "NULL", "\"NULL\"" -> DataType.STRING; // of nothing but missing values
          case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
              DataType.TIMESTAMP;
          case "TIMESTAMP WITH TIME ZONE" -> DataType.TIMESTAMP;
          default -> null;
        });
  }

  /**
   * As {@link #dataType}, of a column that was written in the value domain.
   *
   * @throws IllegalArgumentException if it was not
   */
  public DataType requiredType() {
    return dataType()
        .orElseThrow(
            () -> new IllegalArgumentException("column '" + name + "' is of type " + type));
  }

  /**
   * The type without its parameters; of a list or array, its own word, never that of its elements.
   */
  private String baseType() {
    if (type.endsWith("]")) {
      return "LIST";
    }
    int parameters = type.indexOf('(');
    return parameters < 0 ? type : type.substring(0, parameters);
  }

  /**
   * The column's values in the value domain, as SQL. A value that does not fit, such as an integer
   * of more than 64 bits, is an error when the query runs.
   *
   * @param zone whose calendar instants are written in
   */
  public String converted(DataType to, ZoneId zone) {
    String column = Sql.name(name);
    return switch (to) {
      case BOOLEAN -> column;
      case INTEGER -> "CAST(" + column + " AS BIGINT)";
      case NUMBER -> "CAST(" + column + " AS DOUBLE)";
      case STRING -> "CAST(" + column + " AS VARCHAR)";
      case TIMESTAMP ->
          type.equals("TIMESTAMP WITH TIME ZONE")
              ? column + " AT TIME ZONE " + Sql.text(zone.getId())
              : "CAST(" + column + " AS TIMESTAMP)";
    };
  }

  /** Like {@link #converted}, of any type; a value that does not fit is null. */
  public String tried(DataType to, ZoneId zone) {
    String column = Sql.name(name);
    return switch (to) {
      case BOOLEAN -> "TRY_CAST(" + column + " AS BOOLEAN)";
      case INTEGER -> "TRY_CAST(" + column + " AS BIGINT)";
      case NUMBER -> "TRY_CAST(" + column + " AS DOUBLE)";
      case STRING -> "TRY_CAST(" + column + " AS VARCHAR)";
      case TIMESTAMP ->
          type.equals("TIMESTAMP WITH TIME ZONE")
              ? converted(to, zone)
              : "TRY_CAST(" + column + " AS TIMESTAMP)";
    };
  }

  /** The values that would change if they were converted; empty where every value is safe. */
  public Optional<UnfitValues> unfit() {
    String column = Sql.name(name);
    return Optional.ofNullable(
        switch (baseType()) {
          case "FLOAT", "DOUBLE" -> UnfitValues.notFinite(column, "a finite number");
          case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" ->
              UnfitValues.notFinite(column, "a finite timestamp");
          case "DATE", "TIMESTAMP_S", "TIMESTAMP_MS" -> UnfitValues.tooFar(column);
          case "TIMESTAMP_NS" -> UnfitValues.tooFine(column);
          case "UBIGINT", "HUGEINT", "UHUGEINT" -> UnfitValues.tooLarge(column);
          case "DECIMAL" -> type.endsWith(",0)") ? UnfitValues.tooLarge(column) : null;
          default -> null;
        });
  }
}
