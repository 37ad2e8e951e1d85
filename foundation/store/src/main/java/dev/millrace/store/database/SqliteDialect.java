package dev.millrace.store.database;

import dev.millrace.core.error.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite in one file, with a write-ahead log: readers and one writer do not wait for each other,
 * across processes too. With {@code synchronous=FULL} a commit returns after its fsync.
 */
final class SqliteDialect implements Dialect {
  /**
   * 32 MB of log: pages that each write changes, such as those of indexes, are copied less often.
   */
  private static final int CHECKPOINT_PAGES = 8192;

  private static final int BUSY_MILLIS = 30_000;

  private final Path file;

  SqliteDialect(Path file) {
    this.file = file;
  }

  @Override
  public Connection connect(Access access) throws SQLException {
    Connection connection = config().createConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute(
          switch (access) {
            case READ -> "PRAGMA query_only = ON";
            case WRITE -> "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES;
          });
    }
    return connection;
  }

  @Override
  public String begin(Access access) {
    return switch (access) {
      // Taking the write lock at the start is what makes waiting for it safe: a transaction that
      // reads first and then asks for the lock may find its snapshot outdated, and must fail.
      case WRITE -> "BEGIN IMMEDIATE";
      case READ -> "BEGIN DEFERRED";
    };
  }

  @Override
  public DataSource migrationSource() {
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "serial", "INTEGER PRIMARY KEY AUTOINCREMENT",
        "scalar_properties",
            """
            SELECT artifact.id AS artifact_id, each.key AS name,
              CASE each.type WHEN 'text' THEN json_quote(each.atom) WHEN 'integer' THEN each.atom
              ELSE each.type END AS content
            FROM artifact JOIN json_each(artifact.properties) AS each
            WHERE each.type IN ('text', 'integer', 'true', 'false')
            """);
  }

  @Override
  public boolean missingTable(SQLException error) {
    return Objects.requireNonNullElse(error.getMessage(), "").contains("no such table");
  }

  /** It is a file: what is wrong with it is wrong with the next connection too. */
  @Override
  public boolean lost(SQLException error) {
    return false;
  }

  @Override
  public RuntimeException explain(SQLException error) {
    if (error.getCause() instanceof NativeLibraryNotFoundException missing) {
      return UserError.failure("SQLite does not start: " + missing.getMessage())
          .hint(
              "its native library is unpacked to "
                  + System.getProperty("java.io.tmpdir")
                  + ", which needs space and must allow programs;"
                  + " MILLRACE_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another")
          .causedBy(error);
    }
    if (!(error instanceof SQLiteException sqlite)) {
      return new IllegalStateException(error);
    }
    if (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) {
      return full(error); // the index of the write-ahead log has no room to grow
    }
    // The low byte is the primary result code, https://sqlite.org/rescode.html
    return switch (sqlite.getResultCode().code & 0xff) {
      case 5, 6 -> // BUSY, LOCKED
          UserError.failure(
                  "the database "
                      + file
                      + " has been locked by another process for "
                      + BUSY_MILLIS / 1000
                      + " seconds")
              .hint("see which process holds it with: fuser " + file)
              .causedBy(error);
      case 8, 3, 14 -> // READONLY, PERM, CANTOPEN
          UserError.failure("the database " + file + " cannot be written by this user")
              .hint("mend its permissions, or give another home with --home")
              .causedBy(error);
      case 10 -> // IOERR
          UserError.failure("the disk failed under the database " + file + ": " + text(error))
              .hint("look at the system log, and whether space is left on the disk")
              .causedBy(error);
      case 11, 26 -> // CORRUPT, NOTADB
          UserError.failure("the database " + file + " is damaged: " + text(error))
              .hint("restore the home from a copy, or move it away and start a new one")
              .causedBy(error);
      case 13 -> // FULL
          full(error);
      default -> new IllegalStateException(error);
    };
  }

  private UserError full(SQLException error) {
    return UserError.failure("no space is left on the disk for the database " + file)
        .hint("free some space and run the same command again: nothing was half written")
        .causedBy(error);
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    // What a group may have to undo would go through a file otherwise, for each group anew.
    config.setTempStore(TempStore.MEMORY);
    return config;
  }

  private static String text(SQLException error) {
    return Objects.requireNonNullElse(error.getMessage(), "");
  }
}
