package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.Locale;

/** How rows are written in a file, told by the end of its name. */
enum FileFormat {
  PARQUET,
  CSV,
  JSON_LINES;

  static FileFormat of(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (format.endings().stream().anyMatch(name::endsWith)) {
        return format;
      }
    }
    throw UserError.failure(file.path() + " is of no format that can be read, by its name")
        .hint(
            "write .parquet, .csv, .tsv, .jsonl or .ndjson, all but the first also with .gz; or"
                + " narrow the source pattern");
  }

  /** Of all files of a source. */
  static FileFormat of(List<SourceFile> files) {
    SourceFile first = files.getFirst();
    FileFormat format = of(first);
    for (SourceFile file : files) {
      if (of(file) != format) {
        throw UserError.failure(
                "the formats of " + first.path() + " and " + file.path() + " differ")
            .hint("write all files of the source alike, or narrow the source pattern");
      }
    }
    return format;
  }

  private List<String> endings() {
    return switch (this) {
      case PARQUET -> List.of(".parquet");
      case CSV -> List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz");
      case JSON_LINES -> List.of(".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz");
    };
  }
}
