package dev.millrace.data.diff;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of two data sets, as far as they can be compared.
 *
 * @param compared columns of both sides that are not of the key, with the type to compare them as
 * @param others columns that are not compared, and why
 */
record SharedColumns(
    SequencedMap<String, DataType> compared, SequencedMap<String, DataDiff.ColumnDiff> others) {

  static SharedColumns of(DuckDb database, DataSet before, DataSet after, DiffRequest request)
      throws SQLException {
    Map<String, TableColumn> one = columns(database, before);
    Map<String, TableColumn> other = columns(database, after);
    SharedColumns shared = new SharedColumns(new LinkedHashMap<>(), new LinkedHashMap<>());
    one.forEach((name, column) -> shared.add(name, column, other.get(name)));
    other.keySet().stream()
        .filter(name -> !one.containsKey(name))
        .forEach(name -> shared.others.put(name, new DataDiff.ColumnDiff.Added()));
    List<String> needed = new ArrayList<>(request.key());
    request.confusion().ifPresent(needed::add);
    for (String name : needed) {
      requireThere(name, before, one);
      requireThere(name, after, other);
      if (shared.others.get(name) instanceof DataDiff.ColumnDiff.Retyped(var was, var is)) {
        throw UserError.failure(
                "column '"
                    + name
                    + "' is "
                    + was
                    + " in "
                    + before.name()
                    + " and "
                    + is
                    + " in "
                    + after.name())
            .hint("rows are matched by columns of one type");
      }
    }
    request.key().forEach(shared.compared::remove);
    return shared;
  }

  private static Map<String, TableColumn> columns(DuckDb database, DataSet data)
      throws SQLException {
    Map<String, TableColumn> columns = new LinkedHashMap<>();
    database.columns(data.table()).forEach(column -> columns.put(column.name(), column));
    return columns;
  }

  private void add(String name, TableColumn before, @Nullable TableColumn after) {
    if (after == null) {
      others.put(name, new DataDiff.ColumnDiff.Removed());
      return;
    }
    Optional<DataType> common = common(before.dataType(), after.dataType());
    if (common.isPresent()) {
      compared.put(name, common.get());
    } else {
      others.put(name, new DataDiff.ColumnDiff.Retyped(before.type(), after.type()));
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

  private static void requireThere(String name, DataSet data, Map<String, TableColumn> columns) {
    if (!columns.containsKey(name)) {
      throw UserError.failure(data.name() + " has no column '" + name + "'")
          .hint(Suggestion.remedy(name, columns.keySet()));
    }
  }
}
