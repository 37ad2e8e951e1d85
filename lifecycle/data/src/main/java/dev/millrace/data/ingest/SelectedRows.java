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
 * The rows that {@code select} makes of the source, as a table in the database whose every value is
 * of the value domain.
 *
 * @param columns in order, with their types, without that of the part
 * @param parts how many there are; one, where a query makes rows of several rows
 */
record SelectedRows(SequencedMap<String, DataType> columns, int parts) {

  private static final String PART = Sql.name(Part.COLUMN);

  /** The table, to stand after {@code FROM}. */
  static final String TABLE = "selected";

  /**
   * Checks and converts what a query gives.
   *
   * @param zone whose calendar instants are written in
   * @throws UserError naming every column that no type of the value domain carries, or that has
   *     values that would change
   */
  static SelectedRows create(DuckDb database, SelectQuery query, SourceRows source, ZoneId zone)
      throws SQLException {
    boolean asTheyAre = source.stored() && query.equals(SelectQuery.EVERYTHING);
    database.execute(
        (asTheyAre ? "CREATE TEMP VIEW" : "CREATE TEMP TABLE")
            + " raw AS "
            + (query.rowwise() ? byPart(query, source.parts()) : whole(query)));
    List<TableColumn> raw = database.columns("(SELECT * EXCLUDE (" + PART + ") FROM raw)");
    SequencedMap<String, DataType> types = types(raw);
    requireFit(database, raw);
    String converted =
        raw.stream()
            .map(column -> converted(column, types, zone))
            .collect(Collectors.joining(", "));
    database.execute(
        "CREATE TEMP VIEW " + TABLE + " AS SELECT " + PART + ", " + converted + " FROM raw");
    return new SelectedRows(types, query.rowwise() ? source.parts().size() : 1);
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

  /** Nothing is rounded or dropped in silence: a value that cannot be kept is an error. */
  private static void requireFit(DuckDb database, List<TableColumn> raw) throws SQLException {
    List<TableColumn> doubtful = raw.stream().filter(column -> column.unfit().isPresent()).toList();
    if (doubtful.isEmpty()) {
      return;
    }
    String counts =
        doubtful.stream()
            .map(column -> "count(*) FILTER (WHERE " + column.unfit().orElseThrow() + ")")
            .collect(Collectors.joining(", "));
    List<String> found = new ArrayList<>();
    List<String> remedies = new ArrayList<>();
    database.rows(
        "SELECT " + counts + " FROM raw",
        row -> {
          for (int i = 0; i < doubtful.size(); i++) {
            if (row.getLong(i + 1) > 0) {
              found.add(unfit(doubtful.get(i), row.getLong(i + 1)));
              remedies.add(remedy(doubtful.get(i)));
            }
          }
          return row;
        });
    if (!found.isEmpty()) {
      throw UserError.failure(String.join("; ", found))
          .hint(
              "a missing value is NULL; in select: SELECT * REPLACE ("
                  + String.join(", ", remedies)
                  + ") FROM source");
    }
  }

  private static boolean tooFine(TableColumn column) {
    return column.type().equals("TIMESTAMP_NS");
  }

  private static String remedy(TableColumn column) {
    String name = Sql.name(column.name());
    return tooFine(column)
        ? "CAST(" + name + " AS TIMESTAMP) AS " + name
        : "CASE WHEN isfinite(" + name + ") THEN " + name + " END AS " + name;
  }

  private static String unfit(TableColumn column, long rows) {
    String what = tooFine(column) ? " finer than a microsecond" : " that are NaN or infinite";
    return "column '" + column.name() + "' (" + column.type() + ") has " + rows + " values" + what;
  }

  /**
   * Drops the rows of which a condition does not hold.
   *
   * @return how many
   */
  static long keep(DuckDb database, String condition) throws SQLException {
    return database.update("DELETE FROM raw WHERE NOT " + condition);
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
