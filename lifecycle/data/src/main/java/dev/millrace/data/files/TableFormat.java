package dev.millrace.data.files;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a file holds rows, told by its ending. */
enum TableFormat {
  PARQUET,
  CSV,
  JSON_LINES;

  static TableFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".csv")) {
      return CSV;
    }
    if (name.endsWith(".jsonl")) {
      return JSON_LINES;
    }
    throw UserError.usage(file + " has no ending that says how it holds rows")
        .hint("name it .parquet, .csv or .jsonl");
  }

  /**
   * The file as it stands after {@code FROM}. A CSV file's values are texts here, whatever they
   * look like: what they are is said by who asks.
   */
  String table(Path file) {
    String source = Sql.sources(List.of(file));
    return switch (this) {
      case PARQUET -> "read_parquet(" + source + ")";
      case CSV -> "read_csv(" + source + ", header = true, all_varchar = true)";
      case JSON_LINES -> "read_json(" + source + ", format = 'newline_delimited')";
    };
  }

  /** The options of {@code COPY … TO}. */
  String options() {
    return switch (this) {
      case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
      case CSV -> "FORMAT csv, HEADER true";
      case JSON_LINES -> "FORMAT json";
    };
  }
}
