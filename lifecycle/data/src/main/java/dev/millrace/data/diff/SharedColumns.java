package dev.millrace.data.diff;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.diff.DataDiff.ColumnDiff;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The columns of two data sets, as far as they can be compared. Each has the type to compare it as,
 * or none if it is of one type on both sides that the value domain does not know, such as a list.
 *
 * @param key columns of the key, in its order
 * @param compared columns of both sides that are not of the key
 * @param others columns that are not compared, and why
 */
record SharedColumns(
    SequencedMap<String, Optional<DataType>> key,
    SequencedMap<String, Optional<DataType>> compared,
    SequencedMap<String, ColumnDiff> others) {

  static SharedColumns of(DuckDb database, DataSet before, DataSet after, DiffRequest request)
      throws SQLException {
    Map<String, TableColumn> one = columns(database, before);
    Map<String, TableColumn> other = columns(database, after);
    requireThere(request, new Side(before, one), new Side(after, other));
    SharedColumns shared =
        new SharedColumns(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    Set<String> names = new LinkedHashSet<>(one.keySet());
    names.addAll(other.keySet());
    request.ignored().forEach(names::remove);
    for (String name : names) {
      shared.add(name, Optional.ofNullable(one.get(name)), Optional.ofNullable(other.get(name)));
    }
    shared.requireOneType(request, before, after);
    for (String name : request.key()) {
      shared.key.put(name, shared.compared.getOrDefault(name, Optional.empty()));
      shared.compared.remove(name);
    }
    return shared;
  }

  private static Map<String, TableColumn> columns(DuckDb database, DataSet data)
      throws SQLException {
    Map<String, TableColumn> columns = new LinkedHashMap<>();
    database.columns(data.table()).forEach(column -> columns.put(column.name(), column));
    return columns;
  }

  private void add(String name, Optional<TableColumn> before, Optional<TableColumn> after) {
    if (before.isEmpty()) {
      others.put(name, new ColumnDiff.Added());
    } else if (after.isEmpty()) {
      others.put(name, new ColumnDiff.Removed());
    } else {
      TableColumn one = before.get();
      TableColumn other = after.get();
      Optional<DataType> common = common(one.dataType(), other.dataType());
      if (common.isPresent() || one.type().equals(other.type())) {
        compared.put(name, common);
      } else {
        others.put(name, new ColumnDiff.Retyped(one.type(), other.type()));
      }
    }
  }

  /** Integers and numbers compare as numbers. */
  private static Optional<DataType> common(Optional<DataType> one, Optional<DataType> other) {
    if (one.equals(other)) {
      return one;
    }
    boolean numeric =
        one.filter(SharedColumns::numeric).isPresent()
            && other.filter(SharedColumns::numeric).isPresent();
    return numeric ? Optional.of(DataType.NUMBER) : Optional.empty();
  }

  private static boolean numeric(DataType type) {
    return type == DataType.INTEGER || type == DataType.NUMBER;
  }

  private record Side(DataSet data, Map<String, TableColumn> columns) {

    void require(String name) {
      if (!columns.containsKey(name)) {
        throw UserError.failure(data.name() + " has no column '" + name + "'")
            .hint(Suggestion.remedy(name, columns.keySet()));
      }
    }
  }

  private static void requireThere(DiffRequest request, Side before, Side after) {
    for (String name : needed(request)) {
      before.require(name);
      after.require(name);
    }
    for (String name : request.ignored()) {
      if (!before.columns().containsKey(name)) {
        after.require(name);
      }
    }
  }

  private static List<String> needed(DiffRequest request) {
    List<String> needed = new ArrayList<>(request.key());
    request.confusion().ifPresent(needed::add);
    return needed;
  }

  private void requireOneType(DiffRequest request, DataSet before, DataSet after) {
    for (String name : needed(request)) {
      if (others.get(name) instanceof ColumnDiff.Retyped(var was, var is)) {
        throw UserError.failure(
                "column '%s' is %s in %s and %s in %s"
                    .formatted(name, was, before.name(), is, after.name()))
            .hint(
                request.key().contains(name)
                    ? "rows are matched by columns of one type"
                    : "values are counted in pairs where both are of one type");
      }
    }
  }
}
