package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.rows.Census;
import dev.millrace.data.rows.ColumnType;
import dev.millrace.data.rows.DatabaseAddress;
import dev.millrace.data.rows.DatabaseQuery;
import dev.millrace.data.rows.DatabaseRows;
import dev.millrace.data.rows.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A query to a database, run once for each span where it asks for one, and once for a task: its
 * fingerprint is a digest of its rows, which are kept until the task has ended.
 *
 * @param spans to ask for; none where the query does not
 */
record QuerySource(
    DatabaseAddress address,
    DatabaseQuery query,
    List<Span> spans,
    LocalDateTime cutoff,
    ZoneId zone,
    TextSource reader,
    Rejects rejects)
    implements Source {

  @Override
  public String text() {
    return "a query to " + address + ", " + spans.size() + " spans";
  }

  @Override
  public List<Part> parts() {
    Part part = new Part(Optional.empty(), List.of());
    return spans.isEmpty() ? List.of(part) : spans.stream().map(_ -> part).toList();
  }

  private List<DatabaseQuery.Bounds> bounds() {
    return spans.isEmpty()
        ? List.of(new DatabaseQuery.Bounds(cutoff, cutoff))
        : spans.stream().map(span -> new DatabaseQuery.Bounds(span.start(), span.end())).toList();
  }

  /** Asks the database the first time; after that the task has the rows. */
  private List<DatabaseRows> read() throws IOException {
    return DatabaseRows.read(
        new DatabaseRows.Request(address, query, bounds(), zone),
        reader.task().workDirectory().resolve("query"));
  }

  @Override
  public String fingerprint() throws IOException {
    StringBuilder lines = new StringBuilder();
    spans.forEach(span -> lines.append(span).append('\n'));
    for (DatabaseRows part : read()) {
      lines.append(part.census().names()).append(part.digest()).append('\n');
    }
    return Digest.of(lines.toString()).hex();
  }

  @Override
  public List<Path> files() {
    return List.of();
  }

  @Override
  public SourceRows load(DuckDb database) throws SQLException, IOException {
    reader.requireNoDialect();
    List<DatabaseRows> parts = read();
    Census census = parts.stream().map(DatabaseRows::census).reduce(new Census(), Census::merge);
    SequencedMap<String, ColumnType> types = census.types(reader.declared());
    LoadedTable table = LoadedTable.create(database, types, reader.scratch());
    census.notes(reader.declared()).forEach(reader.task()::log);
    for (int part = 0; part < parts.size(); part++) {
      DatabaseRows rows = parts.get(part);
      table.insertClean(part, file -> rows.write(types, file, rejects));
    }
    return table.rows(parts.size(), rejects.count());
  }

  @Override
  public Optional<UserError> unreadable(DuckDb database) {
    return Optional.empty();
  }

  /** What was read is kept, and nothing else is looked at. */
  @Override
  public void requireUnchanged() {}
}
