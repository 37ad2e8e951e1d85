package dev.millrace.data.statistics;

import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.model.DataType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The features of a file: its columns, each as what its type says. */
final class FeatureSources {

  private FeatureSources() {}

  static List<FeatureSource> of(ScanConnection connection, Path file)
      throws SQLException, InterruptedException {
    List<FeatureSource> sources = new ArrayList<>();
    String described =
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet("
            + Sql.sources(List.of(file))
            + "))";
    for (List<String> column : connection.texts(described, 2)) {
      TableColumn named = new TableColumn(column.getFirst(), column.getLast());
      named.dataType().ifPresent(type -> sources.add(source(named, type)));
    }
    return sources;
  }

  private static FeatureSource source(TableColumn column, DataType type) {
    String name = Sql.name(column.name());
    String sql =
        switch (type) {
          case BOOLEAN -> name;
          case INTEGER -> "CAST(" + name + " AS BIGINT)";
          case NUMBER -> "CAST(" + name + " AS DOUBLE)";
          case STRING -> "CAST(" + name + " AS VARCHAR)";
          case TIMESTAMP -> "epoch_us(" + name + ")";
        };
    return new FeatureSource(column.name(), type, false, sql);
  }
}
