package dev.millrace.data.scan;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.millrace.data.duckdb.Sql;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory DuckDB to read files with, and no others than those it was given. It has no threads
 * of its own: each {@link Scan} runs on the thread that reads it, so several scans at once are how
 * several threads are used. Connections may be made and used by any thread, each by one at a time.
 */
public final class ScanDatabase implements AutoCloseable {

  private static final long MEBIBYTE = 1L << 20;

  /** Of the shared one, for each processor, since so many scans at once are useful. */
  private static final long MEMORY_PER_PROCESSOR = 256 * MEBIBYTE;

  private static @Nullable ScanDatabase shared;

  private final MemorySegment database = Arena.ofAuto().allocate(ADDRESS);

  private final boolean lasting;

  private ScanDatabase(boolean lasting) {
    this.lasting = lasting;
  }

  /**
   * Opens an empty database.
   *
   * @param workDirectory where it may spill
   * @param files that may be read
   * @param memoryBytes of DuckDB's own, at most
   */
  public static ScanDatabase open(Path workDirectory, Collection<Path> files, long memoryBytes)
      throws SQLException, IOException {
    Path spill = Files.createDirectories(workDirectory.resolve("scan")).toAbsolutePath();
    ScanDatabase opened = new ScanDatabase(false);
    try {
      opened.open(memoryBytes, Optional.of(spill));
      opened.confine(files, spill);
      return opened;
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * The process's own, which may read any file, so no SQL of a user's belongs there. It is opened
   * when first asked for and stays open whoever closes it: both take longer than many a query,
   * since DuckDB makes its catalogue anew. It has nowhere to spill.
   */
  public static synchronized ScanDatabase shared() throws SQLException {
    if (shared == null) {
      ScanDatabase opened = new ScanDatabase(true);
      opened.open(
          Runtime.getRuntime().availableProcessors() * MEMORY_PER_PROCESSOR, Optional.empty());
      shared = opened;
    }
    return shared;
  }

  private void open(long memoryBytes, Optional<Path> spill) throws SQLException {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment config = scratch.allocate(ADDRESS);
      MemorySegment message = scratch.allocate(ADDRESS);
      Library.succeeds(Library.CREATE_CONFIG, config);
      try {
        set(config, "threads", "1", scratch);
        set(config, "memory_limit", memoryBytes / MEBIBYTE + "MiB", scratch);
        set(config, "temp_directory", spill.map(Path::toString).orElse(""), scratch);
        set(config, "autoinstall_known_extensions", "false", scratch);
        set(config, "autoload_known_extensions", "false", scratch);
        // What a file said is not to outlive its scan: it may be another file by then.
        set(config, "enable_external_file_cache", "false", scratch);
        MemorySegment settings = config.get(ADDRESS, 0);
        if (!Library.succeeds(Library.OPEN, MemorySegment.NULL, database, settings, message)) {
          throw Library.error(message.get(ADDRESS, 0));
        }
      } finally {
        Library.call(Library.DESTROY_CONFIG, config);
      }
    }
  }

  private static void set(MemorySegment config, String name, String value, Arena scratch)
      throws SQLException {
    MemorySegment key = scratch.allocateFrom(name);
    if (!Library.succeeds(
        Library.SET_CONFIG, config.get(ADDRESS, 0), key, scratch.allocateFrom(value))) {
      throw new SQLException("DuckDB does not take " + name + " = " + value);
    }
  }

  private void confine(Collection<Path> files, Path spill) throws SQLException {
    List<String> paths = new ArrayList<>();
    for (Path file : files) {
      paths.add(file.toAbsolutePath().normalize().toString());
      paths.add(Sql.pattern(file));
    }
    try (ScanConnection connection = connect()) {
      connection.execute("SET allowed_paths = " + Sql.texts(paths));
      connection.execute("SET allowed_directories = " + Sql.texts(List.of(spill + "/")));
      connection.execute("SET enable_external_access = false");
      connection.execute("SET lock_configuration = true");
    }
  }

  /** A connection of its own for a thread. */
  public ScanConnection connect() throws SQLException {
    return ScanConnection.to(database.get(ADDRESS, 0));
  }

  @Override
  public void close() {
    if (lasting) {
      return;
    }
    if (!database.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
      Library.call(Library.CLOSE, database);
    }
  }
}
