package dev.millrace.data.rows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file with one JSON object a line, every value of which has been looked at. A key that a line
 * lacks is missing there, as one whose value is null.
 *
 * @param bad lines
 */
public record JsonLinesFile(Path file, String name, Census census, long bad) implements TextFile {

  /** Counts the values of a file by kind. */
  public static JsonLinesFile read(Path file, String name) throws IOException {
    Census census = new Census();
    long bad = 0;
    try (JsonLines lines = JsonLines.open(file)) {
      for (JsonLines.Line line = lines.next(); line != null; line = lines.next()) {
        bad += line.problem().isPresent() ? 1 : 0;
        line.cells()
            .forEach(
                (key, cell) -> {
                  Census.Column column = census.column(key);
                  column.add(cell.kind());
                  if (cell.kind() == Kind.TEXT && column.needsExample()) {
                    column.example(ValueReader.quoted(cell.text()));
                  }
                });
      }
    } catch (EOFException | ZipException e) {
      throw TextInput.damaged(file, e);
    }
    TextFile.requireNames(file, census.names());
    return new JsonLinesFile(file, name, census, bad);
  }

  @Override
  public String layoutText() {
    return "one JSON object a line";
  }

  @Override
  public Optional<CleanTable> direct(SequencedMap<String, ColumnType> types) {
    return Optional.empty();
  }

  @Override
  public CleanTable clean(SequencedMap<String, ColumnType> types, Path target, Rejects rejects)
      throws IOException {
    CleanWriter writer = new CleanWriter(target, types);
    List<String> columns = List.copyOf(types.keySet());
    try (writer;
        JsonLines lines = JsonLines.open(file)) {
      for (JsonLines.Line line = lines.next(); line != null; line = lines.next()) {
        Optional<String> problem = line.problem().or(refusal(line, types));
        if (problem.isPresent()) {
          rejects.add(Rejects.Place.line(name, line.number()), problem.get(), lines.text());
        } else {
          writer.row(values(line, columns));
        }
      }
    }
    return writer.table();
  }

  private static Supplier<Optional<String>> refusal(
      JsonLines.Line line, SequencedMap<String, ColumnType> types) {
    return () -> {
      List<String> refused = new ArrayList<>();
      line.cells()
          .forEach(
              (key, cell) -> {
                ColumnType type = types.getOrDefault(key, ColumnType.STRING);
                if (cell.kind() != Kind.MISSING && !type.takes(cell.kind())) {
                  refused.add(ValueReader.refusal(key, cell.text(), type));
                }
              });
      return refused.stream().findFirst();
    };
  }

  private static @Nullable String[] values(JsonLines.Line line, List<String> columns) {
    @Nullable String[] values = new @Nullable String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      JsonLines.Cell cell = line.cells().get(columns.get(i));
      values[i] = cell == null || cell.kind() == Kind.MISSING ? null : cell.text();
    }
    return values;
  }
}
