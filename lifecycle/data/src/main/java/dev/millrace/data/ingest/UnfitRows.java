package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.duckdb.UnfitValues;
import dev.millrace.data.rows.Rejects;
import dev.millrace.data.rows.RowText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The selected rows that have a value which the value domain does not have: one that is not finite,
 * or has more digits than are kept. Nothing is rounded or dropped in silence: such rows are
 * rejected, with their numbers in their files. Where a selected row is not made of one row of a
 * file, it has no such number, and all is refused.
 *
 * @param found columns that have such values
 * @param rows of which at least one column has
 */
record UnfitRows(DuckDb database, List<Found> found, long rows) {

  /** What the query that looks for rows calls their numbers. */
  static final String NUMBER = "millrace at";

  /** A column with its values that do not fit, and how many these are. */
  private record Found(TableColumn column, UnfitValues values, long count) {

    String text() {
      return "column '%s' (%s) has %d values %s"
          .formatted(column.name(), column.type(), count, values.words());
    }

    String remedy() {
      return values.mended() + " AS " + Sql.name(column.name());
    }

    /** The value in words if it does not fit, as SQL. */
    String shown() {
      return "CASE WHEN "
          + values.condition()
          + " THEN CAST("
          + Sql.name(column.name())
          + " AS VARCHAR) END";
    }

    String reason(String value) {
      return "'%s' (%s) is %s, expected %s"
          .formatted(column.name(), column.type(), value, values.expected());
    }
  }

  /** A row of a file, and why it cannot be kept. */
  private record Row(long number, String reason) {}

  /** Looks through the rows that were selected. */
  static UnfitRows find(DuckDb database) throws SQLException {
    List<TableColumn> doubtful =
        SelectedRows.raw(database).stream().filter(column -> column.unfit().isPresent()).toList();
    List<Found> found = new ArrayList<>();
    if (!doubtful.isEmpty()) {
      String counts =
          doubtful.stream()
              .map(column -> column.unfit().orElseThrow().condition())
              .map(condition -> "count(*) FILTER (WHERE " + condition + ")")
              .collect(Collectors.joining(", "));
      database.rows(
          "SELECT " + counts + " FROM " + SelectedRows.RAW,
          row -> {
            for (int i = 0; i < doubtful.size(); i++) {
              TableColumn column = doubtful.get(i);
              if (row.getLong(i + 1) > 0) {
                found.add(new Found(column, column.unfit().orElseThrow(), row.getLong(i + 1)));
              }
            }
            return row;
          });
    }
    long rows =
        found.isEmpty()
            ? 0
            : database.count(
                "SELECT count(*) FROM " + SelectedRows.RAW + " WHERE " + condition(found));
    return new UnfitRows(database, List.copyOf(found), rows);
  }

  private static String condition(List<Found> found) {
    return found.stream()
        .map(each -> each.values().condition())
        .collect(Collectors.joining(", ", "list_contains([", "], true)"));
  }

  /** What can be done about them in {@code select}. */
  String remedy() {
    return "mend them in select: SELECT * REPLACE ("
        + found.stream().map(Found::remedy).collect(Collectors.joining(", "))
        + ") FROM source; or raise max_rejects";
  }

  /**
   * Takes them out of the selected rows.
   *
   * @param query that selected
   * @param seen of its rows, a condition on those that were kept of them
   * @param rejects takes them
   * @throws UserError if they are no rows of files
   */
  void reject(SelectQuery query, SourceRows source, Optional<String> seen, Rejects rejects)
      throws SQLException {
    if (rows == 0) {
      return;
    }
    if (!query.rowwise() || source.numbered().isEmpty()) {
      throw refused();
    }
    String where = " WHERE " + condition(found) + seen.map(kept -> " AND " + kept).orElse("");
    long before = rejects.count();
    try {
      String numbered = query.numbered(database);
      for (NumberedRows file : source.numbered()) {
        String from = " FROM (WITH source AS " + file.table() + "\n" + numbered + "\n)" + where;
        long unfit = database.count("SELECT count(*)" + from);
        List<Row> shown = shown(from, rejects.room());
        Map<Long, String> texts = texts(file, shown);
        for (Row row : shown) {
          rejects.add(
              Rejects.Place.row(file.file(), row.number()),
              row.reason(),
              texts.getOrDefault(row.number(), ""));
        }
        rejects.addUnseen(unfit - shown.size());
      }
    } catch (SQLException e) {
      throw refused().causedBy(e); // a select such as that of COLUMNS(*) does not bear one more
    }
    if (rejects.count() - before != rows) {
      throw refused();
    }
    database.update("DELETE FROM " + SelectedRows.RAW + " WHERE " + condition(found));
  }

  private List<Row> shown(String from, int most) throws SQLException {
    String values = found.stream().map(Found::shown).collect(Collectors.joining(", "));
    return database.rows(
        "SELECT " + Sql.name(NUMBER) + ", " + values + from + " ORDER BY 1 LIMIT " + most,
        row -> {
          List<String> reasons = new ArrayList<>();
          for (int i = 0; i < found.size(); i++) {
            String value = row.getString(i + 2);
            if (value != null) {
              reasons.add(found.get(i).reason(value));
            }
          }
          return new Row(row.getLong(1), String.join("; ", reasons));
        });
  }

  /** The values of some rows as the file has them, as JSON by number. */
  private Map<Long, String> texts(NumberedRows file, List<Row> rows) throws SQLException {
    Map<Long, String> texts = new HashMap<>();
    if (rows.isEmpty()) {
      return texts;
    }
    String values =
        database.columns(file.table()).stream()
            .map(TableColumn::name)
            .filter(name -> !name.equals(NumberedRows.COLUMN))
            .map(Sql::name)
            .map(name -> name + " := CAST(" + name + " AS VARCHAR)")
            .collect(Collectors.joining(", "));
    String number = Sql.name(NumberedRows.COLUMN);
    String numbers =
        rows.stream().map(row -> Long.toString(row.number())).collect(Collectors.joining(", "));
    database.rows(
        "SELECT %s, to_json(struct_pack(%s)) FROM %s WHERE %s IN (%s)"
            .formatted(number, values, file.table(), number, numbers),
        row -> texts.put(row.getLong(1), RowText.of(row.getString(2))));
    return texts;
  }

  private UserError refused() {
    return UserError.failure(found.stream().map(Found::text).collect(Collectors.joining("; ")))
        .hint(
            "a missing value is NULL; in select: SELECT * REPLACE ("
                + found.stream().map(Found::remedy).collect(Collectors.joining(", "))
                + ") FROM source");
  }
}
