package dev.millrace.data.scan;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.millrace.data.duckdb.TableColumn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs queries, one at a time, on the thread that calls. */
public final class ScanConnection implements AutoCloseable {

  private final MemorySegment connection;

  private ScanConnection(MemorySegment connection) {
    this.connection = connection;
  }

  static ScanConnection to(MemorySegment database) throws SQLException {
    MemorySegment connection = Arena.ofAuto().allocate(ADDRESS);
    if (!Library.succeeds(Library.CONNECT, database, connection)) {
      throw new SQLException("DuckDB does not take another connection");
    }
    return new ScanConnection(connection);
  }

  /** Runs a statement whose result, if it has one, is of no interest. */
  public void execute(String sql) throws SQLException {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment result = scratch.allocate(Library.RESULT);
      boolean done = Library.succeeds(Library.QUERY, handle(), scratch.allocateFrom(sql), result);
      try {
        if (!done) {
          throw Library.error(Library.address(Library.RESULT_ERROR, result));
        }
      } finally {
        Library.call(Library.DESTROY_RESULT, result);
      }
    }
  }

  /**
   * Starts to read the rows of a query. Columns must be BIGINT, DOUBLE, BOOLEAN, VARCHAR or BLOB:
   * whatever else is there, the query casts.
   */
  public Scan scan(String sql) throws SQLException {
    return Scan.start(handle(), sql);
  }

  /** All rows of a query whose columns are all VARCHAR and have no null. For few rows. */
  public List<List<String>> texts(String sql, int columns)
      throws SQLException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    StringVector vector = new StringVector();
    try (Scan scan = scan(sql)) {
      while (scan.next()) {
        int first = rows.size();
        for (int row = 0; row < scan.rows(); row++) {
          rows.add(new ArrayList<>());
        }
        for (int column = 0; column < columns; column++) {
          scan.strings(column, vector);
          for (int row = 0; row < scan.rows(); row++) {
            byte[] bytes = new byte[vector.length(row)];
            vector.copy(row, 0, bytes, bytes.length);
            rows.get(first + row).add(new String(bytes, StandardCharsets.UTF_8));
          }
        }
      }
    }
    return rows;
  }

  /** The columns of a query's rows. */
  public List<TableColumn> columns(String query) throws SQLException, InterruptedException {
    return texts("SELECT column_name, column_type FROM (DESCRIBE " + query + ")", 2).stream()
        .map(column -> new TableColumn(column.getFirst(), column.getLast()))
        .toList();
  }

  private MemorySegment handle() {
    return connection.get(ADDRESS, 0);
  }

  @Override
  public void close() {
    Library.call(Library.DISCONNECT, connection);
  }
}
