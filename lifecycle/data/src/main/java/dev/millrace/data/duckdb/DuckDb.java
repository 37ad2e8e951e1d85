package dev.millrace.data.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;

/**
 * An in-memory DuckDB of one task: bounded memory that spills into the task's own directory, no
 * extension from the network, and, once {@link #confine confined}, no file but those it was given,
 * so that a pipeline's SQL cannot read what the cache key does not know. A statement ends with an
 * {@link SQLException} when the thread that runs it is interrupted.
 */
public final class DuckDb implements AutoCloseable {

  private static final long MEBIBYTE = 1L << 20;

  /** What one thread needs to write Parquet and sort beside it without spilling all the time. */
  private static final long MEMORY_PER_THREAD = 256 * MEBIBYTE;

  private static final long LEAST_MEMORY = 1024 * MEBIBYTE;

  private final Connection connection;
  private final Path spill;

  private DuckDb(Connection connection, Path spill) {
    this.connection = connection;
    this.spill = spill;
  }

  /**
   * Opens an empty database.
   *
   * @param workDirectory where it may spill
   */
  public static DuckDb open(Path workDirectory, int threads) throws SQLException, IOException {
    Path spill = Files.createDirectories(workDirectory.resolve("duckdb")).toAbsolutePath();
    long memory = Math.max(LEAST_MEMORY, threads * MEMORY_PER_THREAD);
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", memory / MEBIBYTE + "MiB");
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    return new DuckDb(new DuckDBDriver().connect("jdbc:duckdb:", settings), spill);
  }

  /** From here on, only these files and what lies in these directories can be read or written. */
  public DuckDb confine(Collection<Path> files, Collection<Path> directories) throws SQLException {
    List<String> paths = new ArrayList<>();
    files.forEach(file -> paths.addAll(spellings(file)));
    List<String> below = new ArrayList<>(spellings(spill));
    directories.forEach(directory -> below.addAll(spellings(directory)));
    execute("SET allowed_paths = " + Sql.texts(paths));
    execute(
        "SET allowed_directories = " + Sql.texts(below.stream().map(path -> path + "/").toList()));
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
    return this;
  }

  /** A path is checked both as it is written, which may be a pattern, and as it is found. */
  private static Set<String> spellings(Path path) {
    return new LinkedHashSet<>(List.of(Sql.absolute(path), Sql.pattern(path)));
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      new Underway(statement).run(() -> statement.execute(sql));
    }
  }

  /**
   * Runs a statement that changes or writes rows.
   *
   * @return how many
   */
  public long update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return new Underway(statement).run(() -> statement.executeLargeUpdate(sql));
    }
  }

  /** The one number of a query of one row and column. */
  public long count(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = new Underway(statement).run(() -> statement.executeQuery(sql))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A few rows, each made into a value. For many rows there is {@link #chunks}. */
  public <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    List<T> read = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = new Underway(statement).run(() -> statement.executeQuery(sql))) {
      while (rows.next()) {
        read.add(reader.read(rows));
      }
    }
    return read;
  }

  /** The columns of a table or of anything that stands after {@code FROM}. */
  public List<TableColumn> columns(String from) throws SQLException {
    return rows(
        "DESCRIBE SELECT * FROM " + from,
        row -> new TableColumn(row.getString(1), row.getString(2)));
  }

  /** Passes a query's rows on by chunks, in order, on the calling thread. */
  public void chunks(String sql, ChunkConsumer consumer) throws SQLException, InterruptedException {
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = new Underway(statement).run(statement::query)) {
      while (new Underway(statement).run(result::nextChunk)) {
        consumer.accept(result.chunk());
      }
    }
  }

  /** For what needs the driver itself, such as registering a table function. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
