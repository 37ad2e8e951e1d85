package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.duckdb.Underway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, every value of which has been looked at.
 *
 * @param file that they are kept in
 * @param census of all values
 * @param digest of all rows, whatever their order
 */
public record DatabaseRows(Path file, Census census, String digest) {

  /** How rejects call the place of a row. */
  private static final String NAME = "query";

  /** Where a query asks, for which spans, and in which calendar. */
  public record Request(
      DatabaseAddress address, DatabaseQuery query, List<DatabaseQuery.Bounds> spans, ZoneId zone) {

    private String name() {
      return Digest.of(address + "\n" + query + "\n" + spans + "\n" + zone).hex();
    }
  }

  /**
   * Runs the query for each span, all in one transaction, so that what they see goes together. A
   * task that asks once more gets the rows that it got before.
   *
   * @param directory of the task's own
   * @return as many as there are spans
   * @throws UserError if the database cannot be reached or refuses the query, or a column is of a
   *     type that cannot be read
   */
  public static List<DatabaseRows> read(Request request, Path directory) throws IOException {
    Path kept = directory.resolve(request.name());
    if (!Files.isDirectory(kept)) {
      Path whole = Files.createDirectories(directory.resolve(request.name() + ".part"));
      fetch(request, whole);
      Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    List<DatabaseRows> rows = new ArrayList<>();
    for (int span = 0; span < request.spans().size(); span++) {
      rows.add(count(file(kept, span)));
    }
    return rows;
  }

  private static Path file(Path directory, int span) {
    return directory.resolve("span-" + span);
  }

  private static void fetch(Request request, Path directory) throws IOException {
    DatabaseAddress address = request.address();
    try (Connection connection = address.connect()) {
      for (int span = 0; span < request.spans().size(); span++) {
        DatabaseQuery.Bounds bounds = request.spans().get(span);
        try (PreparedStatement statement =
                request.query().prepare(connection, address, bounds, request.zone());
            ResultSet rows = new Underway(statement).run(statement::executeQuery)) {
          keep(rows, address, file(directory, span));
        }
      }
    } catch (SQLException e) {
      TextInput.heedInterruption();
      throw UserError.failure(address + " refuses the query: " + DatabaseAddress.firstLine(e))
          .hint("it is one SELECT in the SQL of that database, with {start} and {end} for a span")
          .causedBy(e);
    }
  }

  private static void keep(ResultSet rows, DatabaseAddress address, Path file)
      throws SQLException, IOException {
    DatabaseColumns columns = DatabaseColumns.of(rows.getMetaData(), address.isSqlite());
    TextFile.requireNames(Path.of(NAME), columns.names());
    try (KeptRows.Writer writer = new KeptRows.Writer(file, columns.header())) {
      while (rows.next()) {
        TextInput.heedInterruption();
        writer.row(columns.read(rows));
      }
    }
  }

  private static DatabaseRows count(Path file) throws IOException {
    Census census = new Census();
    RowDigest digest = new RowDigest();
    KeptRows.read(
        file,
        header -> {
          List<Census.Column> columns = new ArrayList<>();
          for (int i = 0; i < header.names().size(); i++) {
            Census.Column column = census.column(header.names().get(i));
            header.types().get(i).ifPresent(column::fix);
            columns.add(column);
          }
          return values -> {
            digest.add(values);
            for (int i = 0; i < values.length; i++) {
              count(columns.get(i), values[i]);
            }
          };
        });
    return new DatabaseRows(file, census, digest.text());
  }

  private static void count(Census.Column column, @Nullable String value) {
    Kind kind = value == null ? Kind.MISSING : DatabaseColumns.kind(value);
    column.add(kind);
    if (kind == Kind.TEXT && value != null && column.needsExample()) {
      column.example(ValueReader.quoted(DatabaseColumns.text(value)));
    }
  }

  /** Writes the rows clean; those that are not of the types are rejected by number, from 1. */
  public CleanTable write(SequencedMap<String, ColumnType> types, Path target, Rejects rejects)
      throws IOException {
    CleanWriter writer = new CleanWriter(target, types);
    List<String> columns = List.copyOf(types.keySet());
    List<ColumnType> order = List.copyOf(types.values());
    long[] number = {0};
    try (writer) {
      KeptRows.read(
          file,
          _ ->
              values -> {
                number[0]++;
                String problem = problem(values, columns, order);
                if (problem.isEmpty()) {
                  writer.row(texts(values));
                } else {
                  rejects.add(
                      Rejects.Place.row(NAME, number[0]),
                      problem,
                      RowText.of(columns, texts(values)));
                }
              });
    }
    return writer.table();
  }

  private static String problem(
      @Nullable String[] values, List<String> columns, List<ColumnType> types) {
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value != null && !types.get(i).takes(DatabaseColumns.kind(value))) {
        return ValueReader.refusal(columns.get(i), DatabaseColumns.text(value), types.get(i));
      }
    }
    return "";
  }

  private static @Nullable String[] texts(@Nullable String[] values) {
    @Nullable String[] texts = new @Nullable String[values.length];
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      texts[i] = value == null ? null : DatabaseColumns.text(value);
    }
    return texts;
  }
}
