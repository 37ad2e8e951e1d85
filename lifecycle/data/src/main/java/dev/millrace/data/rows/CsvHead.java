package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a file is written and what its columns are called.
 *
 * @param inFile whether the names stand in the file's first row
 */
record CsvHead(CsvLayout layout, List<String> names, boolean inFile) {

  static CsvHead read(Path file, CsvLayout layout) throws IOException {
    try (InputStream text = TextInput.open(file, layout)) {
      CsvScanner scanner = new CsvScanner(text, layout, 0);
      CsvScanner.Step step = scanner.next(false);
      if (step == CsvScanner.Step.END) {
        throw UserError.failure(file + " has no rows, nor names of columns")
            .hint("write it again, or remove it");
      }
      if (step == CsvScanner.Step.BAD) {
        throw UserError.failure(
                file
                    + " line "
                    + scanner.rowLine()
                    + ": the names of the columns cannot be read: "
                    + scanner.problem())
            .hint(
                "if it is written in another way, say how: dialect: { encoding: latin1, delimiter:"
                    + " \";\" }");
      }
      return of(file, layout, scanner);
    }
  }

  private static CsvHead of(Path file, CsvLayout layout, CsvScanner first) {
    boolean named = layout.dialect().header().orElse(true);
    List<String> names = new ArrayList<>();
    ValueReader reader = new ValueReader(layout.dialect());
    for (int i = 0; i < first.fields(); i++) {
      Kind kind = reader.kind(first, i);
      boolean data = kind != Kind.TEXT && kind != Kind.MISSING;
      if (named && data && layout.dialect().header().isEmpty()) {
        throw UserError.failure(
                file
                    + " line "
                    + first.rowLine()
                    + ": expected the names of the columns, found "
                    + ValueReader.quoted(first.value(i)))
            .hint(
                "name the columns in the first line; or tell ingest whether it is a name:"
                    + " dialect: { header: true }, or false if it is data");
      }
      String name = named ? first.value(i) : "";
      names.add(name.isEmpty() ? "column" + (i + 1) : name);
    }
    TextFile.requireNames(file, names);
    return new CsvHead(layout, List.copyOf(names), named);
  }

  /** Goes past the names. */
  void skip(CsvScanner scanner) throws IOException {
    if (inFile) {
      scanner.next(false);
    }
  }
}
