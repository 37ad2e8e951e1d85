package dev.millrace.data.ingest;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows that {@code select} makes of the source, as a table in the database.
 *
 * @param columns in order, with their types, without that of the part
 * @param parts how many there are; one, where a query makes rows of several rows
 */
record SelectedRows(SequencedMap<String, DataType> columns, int parts) {

  private static final String PART = Sql.name(Part.COLUMN);

  /** The same rows before they are converted. */
  static final String RAW = "raw";

  /** The table, to stand after {@code FROM}. */
  static final String TABLE = "selected";

  /**
   * Converts what a query gives; what would change by that is for {@link UnfitRows} to find.
   *
   * @param zone whose calendar instants are written in
   * @throws UserError naming every column that no type of the value domain carries
   */
  static SelectedRows create(DuckDb database, SelectQuery query, SourceRows source, ZoneId zone)
      throws SQLException {
    boolean asTheyAre = source.stored() && query.equals(SelectQuery.EVERYTHING);
    database.execute(
        (asTheyAre ? "CREATE TEMP VIEW" : "CREATE TEMP TABLE")
            + " "
            + RAW
            + " AS "
            + (query.rowwise() ? byPart(query, source.parts()) : whole(query)));
    List<TableColumn> raw = raw(database);
    SequencedMap<String, DataType> types = types(raw);
    String converted =
        raw.stream()
            .map(column -> converted(column, types, zone))
            .collect(Collectors.joining(", "));
    database.execute(
        "CREATE TEMP VIEW " + TABLE + " AS SELECT " + PART + ", " + converted + " FROM " + RAW);
    return new SelectedRows(types, query.rowwise() ? source.parts().size() : 1);
  }

  /** The columns of what the query gives, with the types that they have there. */
  static List<TableColumn> raw(DuckDb database) throws SQLException {
    return database.columns("(SELECT * EXCLUDE (" + PART + ") FROM " + RAW + ")");
  }

  private static String whole(SelectQuery query) {
    return "SELECT 0 AS " + PART + ", * FROM (\n" + query.sql() + "\n)";
  }

  /** Each part through the query alone, which is the same for a query that looks at single rows. */
  private static String byPart(SelectQuery query, List<String> parts) {
    return IntStream.range(0, parts.size())
        .mapToObj(
            part ->
                "SELECT "
                    + part
                    + " AS "
                    + PART
                    + ", * FROM (WITH source AS "
                    + parts.get(part)
                    + "\n"
                    + query.sql()
                    + "\n)")
        .collect(Collectors.joining("\nUNION ALL\n"));
  }

  private static String converted(
      TableColumn column, SequencedMap<String, DataType> types, ZoneId zone) {
    DataType type = types.getOrDefault(column.name(), DataType.STRING);
    return column.converted(type, zone) + " AS " + Sql.name(column.name());
  }

  private static SequencedMap<String, DataType> types(List<TableColumn> raw) {
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    List<String> unsupported = new ArrayList<>();
    for (TableColumn column : raw) {
      column
          .dataType()
          .ifPresentOrElse(
              type -> types.put(column.name(), type),
              () -> unsupported.add("'" + column.name() + "' is " + column.type()));
    }
    if (!unsupported.isEmpty()) {
      throw UserError.failure(
              "a column must hold numbers, booleans, strings or timestamps; "
                  + String.join(", ", unsupported))
          .hint(
              "leave it out with select: SELECT * EXCLUDE (name) FROM source; or convert it there");
    }
    return types;
  }

  /**
   * Drops the rows of which a condition does not hold.
   *
   * @return how many
   */
  static long keep(DuckDb database, String condition) throws SQLException {
    return database.update("DELETE FROM " + RAW + " WHERE NOT " + condition);
  }

  /**
   * A column's type.
   *
   * @param use what asks for it, such as {@code split}
   * @throws UserError with the nearest name if it is not there
   */
  DataType type(String column, String use) {
    DataType type = columns.get(column);
    if (type == null) {
      throw UserError.failure("the " + use + " names column '" + column + "', which is not there")
          .hint(Suggestion.remedy(column, columns.keySet()));
    }
    return type;
  }
}
