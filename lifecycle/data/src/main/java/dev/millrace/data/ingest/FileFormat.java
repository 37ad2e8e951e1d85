package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How rows are written in a file, told by the end of its name. */
enum FileFormat {
  PARQUET,
  CSV;

  static FileFormat of(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (format.endings().stream().anyMatch(name::endsWith)) {
        return format;
      }
    }
    throw UserError.failure(file.path() + " is of no format that can be read, by its name")
        .hint(
            "write .parquet, or .csv and .tsv, these also with .gz; or narrow the source pattern");
  }

  /** As people call it. */
  String label() {
    return switch (this) {
      case PARQUET -> "Parquet";
      case CSV -> "CSV";
    };
  }

  private List<String> endings() {
    return switch (this) {
      case PARQUET -> List.of(".parquet");
      case CSV -> List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz");
    };
  }

  /**
   * The rows of some files of this format, by column name, as SQL. Types of text files are found by
   * looking at every value, so that no later row is a surprise.
   */
  String table(List<Path> files) {
    String sources = Sql.sources(files);
    return switch (this) {
      case PARQUET -> "read_parquet(" + sources + ", union_by_name = true)";
      case CSV -> "read_csv(" + sources + ", union_by_name = true, sample_size = -1)";
    };
  }
}
