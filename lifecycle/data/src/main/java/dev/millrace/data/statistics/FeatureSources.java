package dev.millrace.data.statistics;

import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.model.DataType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Finds the features of a file: its columns, each as what its type says. The fields of a struct are
 * features by themselves, {@code a.b}; of a list they are those of its elements, {@code a[]} if
 * these are lists again; a map is a list of structs of a {@code key} and a {@code value}.
 */
final class FeatureSources {

  private final ScanConnection connection;
  private final String table;
  private final List<FeatureSource> features = new ArrayList<>();
  private final List<ListSource> lists = new ArrayList<>();
  private final SequencedMap<String, String> skipped = new LinkedHashMap<>();

  private FeatureSources(ScanConnection connection, String table) {
    this.connection = connection;
    this.table = table;
  }

  static Sources of(ScanConnection connection, Path file)
      throws SQLException, InterruptedException {
    FeatureSources found =
        new FeatureSources(connection, "read_parquet(" + Sql.sources(List.of(file)) + ")");
    for (TableColumn column : connection.columns("SELECT * FROM " + found.table)) {
      found.add(column.name(), Sql.name(column.name()), column.type(), List.of());
    }
    return new Sources(found.features, found.lists, found.skipped);
  }

  /**
   * Adds what a value holds.
   *
   * @param sql the value, over the table's columns or over {@code e}, an element of a list
   * @param unnested the lists that it is in
   */
  private void add(String name, String sql, String type, List<String> unnested)
      throws SQLException, InterruptedException {
    if (type.endsWith("]")) {
      addList(name, sql, unnested);
    } else if (type.startsWith("MAP(")) {
      addList(name, "map_entries(" + sql + ")", unnested);
    } else if (type.startsWith("STRUCT(")) {
      String from = ListSource.from(unnested, table);
      for (TableColumn field :
          connection.columns("SELECT s.* FROM (SELECT " + sql + " AS s FROM " + from + ")")) {
        String value = "struct_extract(" + sql + ", " + Sql.text(field.name()) + ")";
        add(name + "." + field.name(), value, field.type(), unnested);
      }
    } else {
      Optional<FeatureSource> source = scalar(name, sql, new TableColumn(name, type));
      if (source.isEmpty()) {
        skipped.put(name, type);
      } else if (unnested.isEmpty()) {
        features.add(source.get());
      } else {
        lists.add(new ListSource(name, unnested, source));
      }
    }
  }

  private void addList(String name, String sql, List<String> unnested)
      throws SQLException, InterruptedException {
    List<String> inner = new ArrayList<>(unnested);
    inner.add(sql);
    String type =
        connection.columns("SELECT e FROM " + ListSource.from(inner, table)).getFirst().type();
    boolean nested = type.endsWith("]") || type.startsWith("MAP(");
    if (nested || type.startsWith("STRUCT(")) {
      lists.add(new ListSource(name, inner, Optional.empty()));
    }
    add(nested ? name + "[]" : name, "e", type, inner);
  }

  private static Optional<FeatureSource> scalar(String name, String sql, TableColumn column) {
    if (column.type().equals("BLOB")) {
      return Optional.of(new FeatureSource(name, DataType.STRING, true, sql));
    }
    return column.dataType().map(type -> scalar(name, sql, column.type(), type));
  }

  /** Integers that may be beyond 64 bits are counted as doubles. */
  private static FeatureSource scalar(String name, String sql, String stored, DataType type) {
    boolean wide =
        type == DataType.INTEGER
            && (stored.endsWith("HUGEINT")
                || stored.equals("UBIGINT")
                || stored.startsWith("DECIMAL"));
    DataType counted = wide ? DataType.NUMBER : type;
    String value =
        switch (counted) {
          case BOOLEAN -> sql;
          case INTEGER -> "CAST(" + sql + " AS BIGINT)";
          case NUMBER -> "CAST(" + sql + " AS DOUBLE)";
          case STRING -> "CAST(" + sql + " AS VARCHAR)";
          case TIMESTAMP -> "epoch_us(" + sql + ")";
        };
    return new FeatureSource(name, counted, false, value);
  }
}
