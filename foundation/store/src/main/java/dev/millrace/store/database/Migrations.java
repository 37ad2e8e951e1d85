package dev.millrace.store.database;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to the newest form of its tables. Flyway is loaded only where there is
 * something to do: it takes longer to start than most commands take to run.
 */
final class Migrations {
  /** Of the newest script under {@code migration/}. */
  static final int NEWEST = 5;

  private static final String LOCATION = "classpath:dev/millrace/store/database/migration";

  private Migrations() {}

  /**
   * Migrates where needed.
   *
   * @param lock a file that keeps other processes from migrating at the same time
   * @throws UserError if a newer program has made the tables
   */
  static void bringUpToDate(Dialect dialect, Session session, Path lock) throws IOException {
    int version = version(dialect, session);
    if (version > NEWEST) {
      throw UserError.failure(
              "the database was made by a newer Millrace: its tables are version "
                  + version
                  + ", this program knows "
                  + NEWEST)
          .hint("use the newer program, or another home with --home");
    }
    if (version < NEWEST) {
      migrateAlone(dialect, session, lock);
    }
  }

  /** The version of the tables; 0 in an empty database. */
  static int version(Dialect dialect, Session session) {
    try {
      return session
          .first(
              "SELECT max(CAST(version AS INTEGER)) AS version FROM flyway_schema_history"
                  + " WHERE success = true",
              row -> row.integer("version"))
          .orElse(0);
    } catch (UncheckedSqlException e) {
      if (dialect.missingTable(e.reason())) {
        return 0;
      }
      throw dialect.explain(e.reason());
    }
  }

  private static void migrateAlone(Dialect dialect, Session session, Path lock) throws IOException {
    // A file lock holds between processes only; the monitor holds between threads of this one.
    synchronized (Migrations.class) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (version(dialect, session) < NEWEST) {
          migrate(dialect);
        }
      }
    }
  }

  private static void migrate(Dialect dialect) {
    try {
      Flyway.configure()
          .loggers(QuietFlyway.class.getName())
          .dataSource(dialect.migrationSource())
          .locations(LOCATION)
          .placeholders(dialect.placeholders())
          .load()
          .migrate();
    } catch (RuntimeException e) {
      throw meaning(dialect, e);
    }
  }

  /**
   * What the database said under Flyway's report of it, such as that the disk is full. It is told
   * by the cause: to name Flyway's own exception would load it with this class.
   */
  private static RuntimeException meaning(Dialect dialect, RuntimeException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return dialect.explain(sql);
      }
    }
    return failure;
  }
}
