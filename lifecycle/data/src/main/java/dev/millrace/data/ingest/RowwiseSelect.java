package dev.millrace.data.ingest;

import dev.millrace.data.duckdb.DuckDb;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Tells of a query, by its syntax tree, whether each row of its result is made of one row of {@code
 * source} and nothing else. Then the result of a part of the source is that part of the result, and
 * parts can be written, cached and counted by themselves. What is not known to be so is taken not
 * to be.
 */
final class RowwiseSelect {

  private static final Set<String> CLASSES =
      Set.of(
          "STAR",
          "TYPE",
          "COLUMN_REF",
          "CONSTANT",
          "COMPARISON",
          "CONJUNCTION",
          "OPERATOR",
          "CAST",
          "CASE",
          "BETWEEN",
          "FUNCTION",
          "COLLATE");

  /** Parts of a query that must be empty or absent. */
  private static final List<String> MUST_BE_EMPTY =
      List.of("modifiers", "group_expressions", "group_sets", "having", "sample", "qualify");

  private final Set<String> rowFunctions;

  private RowwiseSelect(Set<String> rowFunctions) {
    this.rowFunctions = rowFunctions;
  }

  /**
   * @param statement as {@code json_serialize_sql} gives it
   */
  static boolean is(DuckDb database, JsonNode statement) throws SQLException {
    String functions =
        """
        SELECT function_name FROM duckdb_functions() GROUP BY function_name
        HAVING bool_and(function_type = 'scalar' AND coalesce(stability, '') <> 'VOLATILE')""";
    Set<String> known = new HashSet<>(database.rows(functions, row -> row.getString(1)));
    return new RowwiseSelect(known).query(statement.path("node"));
  }

  private boolean query(JsonNode query) {
    JsonNode from = query.path("from_table");
    return query.path("type").asString("").equals("SELECT_NODE")
        && MUST_BE_EMPTY.stream().allMatch(key -> query.path(key).isEmpty())
        && query.path("cte_map").path("map").isEmpty()
        && query.path("aggregate_handling").asString("").equals("STANDARD_HANDLING")
        && from.path("type").asString("").equals("BASE_TABLE")
        && from.path("table_name").asString("").equalsIgnoreCase("source")
        && from.path("schema_name").asString("").isEmpty()
        && from.path("sample").isEmpty()
        && expressions(query.path("select_list"))
        && expressions(query.path("where_clause"));
  }

  /** All that is an expression in a tree. */
  private boolean expressions(JsonNode tree) {
    if (tree.has("class") && !CLASSES.contains(tree.path("class").asString(""))) {
      return false;
    }
    if (tree.has("function_name") && !function(tree)) {
      return false;
    }
    for (JsonNode child : tree) {
      if (!expressions(child)) {
        return false;
      }
    }
    return true;
  }

  private boolean function(JsonNode call) {
    String name = call.path("function_name").asString("").toLowerCase(Locale.ROOT);
    return call.path("is_operator").asBoolean() || rowFunctions.contains(name);
  }
}
