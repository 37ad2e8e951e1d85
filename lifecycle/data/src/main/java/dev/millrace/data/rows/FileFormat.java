package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How rows are written in a file, told by the end of its name. */
public enum FileFormat {
  PARQUET,
  CSV,
  JSON_LINES;

  /**
   * The format of a file.
   *
   * @throws UserError naming the endings that are known, if its own is none of them
   */
  public static FileFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (format.endings().stream().anyMatch(name::endsWith)) {
        return format;
      }
    }
    throw UserError.usage(file + " is of no format that can be read, by its name")
        .hint(
            "the name ends in .parquet, .csv, .tsv, .jsonl or .ndjson, all but the first also"
                + " with .gz");
  }

  /** Whether a file has a format that can be read, by its name. */
  public static boolean isOfRows(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .flatMap(format -> format.endings().stream())
        .anyMatch(name::endsWith);
  }

  /**
   * The format that all of some files have.
   *
   * @throws UserError naming two that differ
   */
  public static FileFormat ofAll(List<Path> files) {
    Path first = files.getFirst();
    FileFormat format = of(first);
    for (Path file : files) {
      if (of(file) != format) {
        throw UserError.usage("the formats of " + first + " and " + file + " differ")
            .hint("write all files alike, or name those of one format only");
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
