package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, every value of which has been looked at.
 *
 * @param file to read
 * @param name as messages call it
 * @param head how it is written, and the names of its columns
 * @param count of its rows
 */
public record CsvFile(Path file, String name, CsvHead head, CsvCount count) implements TextFile {

  /**
   * Counts the values of a file by kind.
   *
   * @param threads to use, where the file can be read in parts
   * @throws UserError if the file cannot be understood at all
   */
  public static CsvFile read(Path file, String name, Dialect dialect, int threads)
      throws IOException, InterruptedException {
    try {
      CsvHead head = CsvHead.read(file, CsvLayout.find(file, dialect));
      return new CsvFile(file, name, head, CsvCounting.count(file, head, threads));
    } catch (EOFException | ZipException e) {
      throw TextInput.damaged(file, e);
    } catch (UserError e) {
      throw e.getMessage() != null && e.getMessage().contains(file.toString()) ? e : in(file, e);
    }
  }

  private static UserError in(Path file, UserError error) {
    UserError named = UserError.failure(file + ": " + error.getMessage()).causedBy(error);
    return error.hint().map(named::hint).orElse(named);
  }

  @Override
  public Census census() {
    return count.census();
  }

  @Override
  public List<String> columns() {
    return head.names();
  }

  @Override
  public String layoutText() {
    return head.layout().text();
  }

  @Override
  public Optional<CleanTable> direct(SequencedMap<String, ColumnType> types) {
    CsvLayout layout = head.layout();
    boolean blankRows = head.names().size() == 1 && census().anyMissing();
    boolean plain = layout.common() && count.regular() && layout.escape() == layout.quote();
    if (!plain || count.bad() > 0 || blankRows || !census().allFit(types)) {
      return Optional.empty();
    }
    SequencedMap<String, ColumnType> own = new LinkedHashMap<>();
    head.names().forEach(column -> own.put(column, types.getOrDefault(column, ColumnType.STRING)));
    List<String> missing = new ArrayList<>(List.of(""));
    missing.addAll(layout.dialect().missingTexts());
    Map<String, String> options =
        Map.of(
            "header", Boolean.toString(head.inFile()),
            "delim", Sql.text(String.valueOf(layout.delimiter())),
            "quote", Sql.text(String.valueOf(layout.quote())),
            "escape", Sql.text(String.valueOf(layout.escape())),
            "nullstr", Sql.texts(missing),
            "new_line", count.windows() ? "'\\r\\n'" : "'\\n'");
    return Optional.of(CleanTable.of(file, options, own, count.rows(), count.shape()));
  }

  @Override
  public CleanTable clean(SequencedMap<String, ColumnType> types, Path target, Rejects rejects)
      throws IOException {
    Cells cells = new Cells(head, List.copyOf(types.keySet()), List.copyOf(types.values()));
    CleanWriter writer = new CleanWriter(target, types);
    try (writer;
        InputStream text = TextInput.open(file, head.layout())) {
      CsvScanner scanner = new CsvScanner(text, head.layout(), 0);
      head.skip(scanner);
      boolean single = head.names().size() == 1;
      for (var step = scanner.next(single);
          step != CsvScanner.Step.END;
          step = scanner.next(single)) {
        if (step == CsvScanner.Step.BAD) {
          reject(rejects, scanner, scanner.problem());
        } else {
          Optional<String> problem = cells.read(scanner);
          if (problem.isPresent()) {
            reject(rejects, scanner, problem.get());
          } else {
            writer.row(cells.values);
          }
        }
      }
    }
    return writer.table();
  }

  private void reject(Rejects rejects, CsvScanner row, String reason) {
    rejects.add(Rejects.Place.line(name, row.rowLine()), reason, row.rowText());
  }

  /** A row's values, in the order and form to write them in. */
  private static final class Cells {
    private final CsvHead head;
    private final List<String> columns;
    private final List<ColumnType> types;
    private final int[] fields;
    private final @Nullable String[] values;
    private final ValueReader reader;

    Cells(CsvHead head, List<String> columns, List<ColumnType> types) {
      this.head = head;
      this.columns = columns;
      this.types = types;
      values = new @Nullable String[columns.size()];
      fields = columns.stream().mapToInt(head.names()::indexOf).toArray();
      reader = new ValueReader(head.layout().dialect());
    }

    /** Takes the scanner's row; what is wrong with it, if anything is. */
    Optional<String> read(CsvScanner row) {
      if (row.fields() != head.names().size()) {
        return Optional.of(
            "it has "
                + row.fields()
                + " values, and there are "
                + head.names().size()
                + " columns");
      }
      for (int i = 0; i < fields.length; i++) {
        values[i] = null;
        if (fields[i] >= 0 && reader.kind(row, fields[i]) != Kind.MISSING) {
          Kind kind = reader.kind(row, fields[i]);
          String value = row.value(fields[i]);
          if (!types.get(i).takes(kind)) {
            return Optional.of(ValueReader.refusal(columns.get(i), value, types.get(i)));
          }
          values[i] = types.get(i) == ColumnType.STRING ? value : reader.translated(value);
        }
      }
      return Optional.empty();
    }
  }
}
