package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code select} of an ingest step: one query over the table {@code source}.
 *
 * @param rowwise whether every row it gives is made of one row of the source alone
 */
record SelectQuery(String sql, boolean rowwise) {

  static final SelectQuery EVERYTHING = new SelectQuery("SELECT * FROM source", true);

  private static final String HINT =
      "it is one SELECT over the table source: SELECT *, delay > 15 AS late FROM source";

  /**
   * Checks that the text is one query, and nothing else, before it is put inside a statement.
   *
   * @throws UserError with the place where it goes wrong
   */
  static SelectQuery parse(DuckDb database, String text) throws SQLException {
    String sql = text.strip().replaceFirst(";$", "");
    JsonNode parsed = Json.parse(serialized(database, sql));
    if (parsed.path("error").asBoolean()) {
      int position = parsed.path("position").asInt(0);
      throw refused(parsed.path("error_message").asString(), excerpt(sql, position));
    }
    int statements = parsed.path("statements").size();
    if (statements != 1) {
      throw refused("it holds " + statements + " statements", "");
    }
    return new SelectQuery(sql, RowwiseSelect.is(database, parsed.path("statements").get(0)));
  }

  /**
   * Checks the names of what it gives: the database would number those that are there twice.
   *
   * @throws UserError naming the first that is
   */
  void requireNames(DuckDb database) throws SQLException {
    Set<String> met = new HashSet<>();
    for (String name : database.rows("DESCRIBE\n" + sql, row -> row.getString(1))) {
      if (!met.add(name.toLowerCase(Locale.ROOT))) {
        throw UserError.failure("select gives two columns named '" + name + "'")
            .hint("SELECT * EXCLUDE (" + Sql.name(name) + ") leaves one out; AS renames one");
      }
    }
  }

  /**
   * The same query, with the number that the source's rows have beside what it gives.
   *
   * @throws SQLException if it cannot be written so
   */
  String numbered(DuckDb database) throws SQLException {
    JsonNode tree = Json.parse(serialized(database, sql));
    if (tree.path("statements").path(0).path("node").path("select_list")
        instanceof ArrayNode selected) {
      ObjectNode number = selected.addObject();
      number.put("class", "COLUMN_REF").put("type", "COLUMN_REF").put("alias", UnfitRows.NUMBER);
      number.putArray("column_names").add(NumberedRows.COLUMN);
    }
    return database
        .rows(
            "SELECT json_deserialize_sql(CAST(" + Sql.text(tree.toString()) + " AS JSON))",
            row -> row.getString(1))
        .getFirst();
  }

  private static String serialized(DuckDb database, String sql) throws SQLException {
    return database
        .rows("SELECT json_serialize_sql(" + Sql.text(sql) + ")", row -> row.getString(1))
        .getFirst();
  }

  /** What the database says when the query runs, in words for people. */
  static UserError failed(SQLException error) {
    return refused(DuckDbErrors.reason(error), DuckDbErrors.excerpt(error)).causedBy(error);
  }

  private static UserError refused(String reason, String excerpt) {
    String where = excerpt.isEmpty() ? "" : ", at: " + excerpt;
    return UserError.failure("select does not run: " + reason + where).hint(HINT);
  }

  private static String excerpt(String sql, int position) {
    return sql.substring(Math.min(position, sql.length())).lines().findFirst().orElse("");
  }
}
