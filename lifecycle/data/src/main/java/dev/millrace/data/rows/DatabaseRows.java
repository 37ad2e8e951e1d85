package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Underway;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, every value of which has been looked at.
 *
 * @param census of all values
 * @param digest of all rows, whatever their order
 */
public record DatabaseRows(
    DatabaseAddress address,
    DatabaseQuery query,
    DatabaseQuery.Bounds span,
    ZoneId zone,
    Census census,
    String digest) {

  /** How rejects call the place of a row; its line is its number in the result. */
  private static final String NAME = "query";

  /** Takes a row's values, null where one is missing. */
  @FunctionalInterface
  private interface RowTaker {
    void take(@Nullable String[] values) throws IOException;
  }

  /**
   * Runs the query and counts.
   *
   * @param zone of the calendar that timestamps and bounds are written in
   * @throws UserError if the database cannot be reached or refuses the query, or a column is of a
   *     type that cannot be read
   */
  public static DatabaseRows read(
      DatabaseAddress address, DatabaseQuery query, DatabaseQuery.Bounds span, ZoneId zone)
      throws IOException {
    DatabaseRows nothing = new DatabaseRows(address, query, span, zone, new Census(), "");
    Census census = new Census();
    RowDigest digest = new RowDigest();
    List<Census.Column> columns = new ArrayList<>();
    nothing.run(
        header -> {
          TextFile.requireNames(Path.of(NAME), header.names());
          for (int i = 0; i < header.names().size(); i++) {
            Census.Column column = census.column(header.names().get(i));
            header.type(i).ifPresent(column::fix);
            columns.add(column);
          }
        },
        values -> {
          digest.add(values);
          for (int i = 0; i < values.length; i++) {
            count(columns.get(i), values[i]);
          }
        });
    return new DatabaseRows(address, query, span, zone, census, digest.text());
  }

  private static void count(Census.Column column, @Nullable String value) {
    Kind kind = value == null ? Kind.MISSING : DatabaseColumns.kind(value);
    column.add(kind);
    if (kind == Kind.TEXT && value != null && column.needsExample()) {
      column.example(ValueReader.quoted(DatabaseColumns.text(value)));
    }
  }

  /**
   * Runs the query again and writes its rows.
   *
   * @throws UserError if they are no longer the same
   */
  public CleanTable write(SequencedMap<String, ColumnType> types, Path target, Rejects rejects)
      throws IOException {
    RowDigest again = new RowDigest();
    CleanWriter writer = new CleanWriter(target, types);
    List<String> columns = List.copyOf(types.keySet());
    List<ColumnType> order = List.copyOf(types.values());
    long[] number = {0};
    try (writer) {
      run(
          _ -> {},
          values -> {
            again.add(values);
            number[0]++;
            String problem = problem(values, columns, order);
            if (problem.isEmpty()) {
              writer.row(texts(values));
            } else {
              rejects.add(NAME, number[0], problem);
            }
          });
    }
    if (!again.text().equals(digest)) {
      throw UserError.failure("the rows of the query changed while they were read")
          .hint("run it again, or let the query ask for rows that are final");
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

  private void run(Consumer<DatabaseColumns> header, RowTaker taker) throws IOException {
    try (Connection connection = address.connect();
        PreparedStatement statement = query.prepare(connection, address, span, zone);
        ResultSet rows = new Underway(statement).run(statement::executeQuery)) {
      DatabaseColumns columns = DatabaseColumns.of(rows.getMetaData(), address.isSqlite());
      header.accept(columns);
      while (rows.next()) {
        TextInput.heedInterruption();
        taker.take(columns.read(rows));
      }
    } catch (SQLException e) {
      TextInput.heedInterruption();
      throw UserError.failure(address + " refuses the query: " + DatabaseAddress.firstLine(e))
          .hint("it is one SELECT in the SQL of that database, with {start} and {end} for a span")
          .causedBy(e);
    }
  }
}
