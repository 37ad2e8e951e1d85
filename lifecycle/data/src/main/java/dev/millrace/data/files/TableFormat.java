package dev.millrace.data.files;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.rows.FileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a file is to hold rows that are written, told by its ending. */
enum TableFormat {
  PARQUET,
  CSV,
  JSON_LINES;

  /** Unless it is told, DuckDB also takes {@code 05-03-2019} for a date, the month first. */
  private static final String JSON_TIMES =
      "dateformat = '%Y-%m-%d', timestampformat = '%Y-%m-%d %H:%M:%S'";

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
   * A file to read as it stands after {@code FROM}. A CSV file's values are texts here, whatever
   * they look like: what they are is said by who asks.
   *
   * @param missing texts of a CSV file, beside the empty one, that stand for no value
   * @throws UserError if the file has no ending that says how it holds rows, or no such texts
   */
  static String table(Path file, List<String> missing) {
    FileFormat format = FileFormat.of(file);
    if (!missing.isEmpty() && format != FileFormat.CSV) {
      throw UserError.usage(
              file + " is no CSV, and has a way of its own to say that there is no value")
          .hint("leave out the texts that stand for missing values");
    }
    String source = Sql.sources(List.of(file));
    List<String> nulls = new ArrayList<>(List.of(""));
    nulls.addAll(missing);
    return switch (format) {
      case PARQUET -> "read_parquet(" + source + ")";
      case CSV ->
          "read_csv("
              + source
              + ", header = true, all_varchar = true, nullstr = "
              + Sql.texts(nulls)
              + ")";
      case JSON_LINES ->
          "read_json(" + source + ", format = 'newline_delimited', " + JSON_TIMES + ")";
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
