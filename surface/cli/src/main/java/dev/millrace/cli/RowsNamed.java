package dev.millrace.cli;

import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.StatisticsOrder.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rows as a person names them: files, or what a run made. */
final class RowsNamed {

  private RowsNamed() {}

  /** What is a file is one, and so is what is named as one. */
  static Subject subject(Console console, List<String> names) {
    List<Path> files = names.stream().map(console.workingDirectory()::resolve).toList();
    boolean made =
        names.size() == 1
            && !Files.exists(files.getFirst())
            && names.getFirst().matches("[0-9a-f-]+(/.+\\.[a-z0-9_]+)?")
            && !names.getFirst().matches("(?i).*\\.(parquet|[ct]sv|jsonl|ndjson|gz)");
    return made ? new StatisticsOrder.Made(names.getFirst()) : new StatisticsOrder.Files(files);
  }

  /** One argument for several files: by comma, unless a file has just that name. */
  static Subject subject(Console console, String names) {
    return Files.exists(console.workingDirectory().resolve(names))
        ? subject(console, List.of(names))
        : subject(console, List.of(names.split(",")));
  }
}
