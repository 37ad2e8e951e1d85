package dev.millrace.data.diff;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows to be compared.
 *
 * @param name for people
 * @param shards Parquet files of the same columns
 */
public record DataSet(String name, List<Path> shards) {

  public DataSet {
    shards = List.copyOf(shards);
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("the data set " + name + " has no files");
    }
  }

  /** All splits of examples together. */
  public static DataSet of(String name, Artifact examples) {
    return new DataSet(
        name,
        Splits.rows(examples).keySet().stream()
            .flatMap(split -> Splits.shards(examples, split).stream())
            .toList());
  }

  /** One split of examples. */
  public static DataSet of(String name, Artifact examples, String split) {
    return new DataSet(name, Splits.shards(examples, split));
  }

  /** To stand after {@code FROM}. */
  String table() {
    return "read_parquet(" + Sql.sources(shards) + ")";
  }
}
