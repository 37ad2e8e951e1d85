package dev.millrace.store.database;

import dev.millrace.core.error.UserError;
import dev.millrace.store.Home;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The metadata database: SQLite in the home, or PostgreSQL on a server. Safe for use by many
 * threads, and by several processes on one home.
 */
public final class Database implements AutoCloseable {
  private final GroupCommit writer;
  private final Readers readers;

  private Database(Dialect dialect, Session writing, Clock clock) {
    this.writer = new GroupCommit(dialect, writing);
    this.readers = new Readers(dialect, clock);
  }

  /**
   * Opens the SQLite database of a home; makes or migrates it where needed.
   *
   * @param clock stamps what is recorded
   * @throws UserError if it is damaged, not writable, or of a newer program
   */
  public static Database open(Home home, Clock clock) {
    try {
      OwnerOnly.touch(home.database());
    } catch (IOException e) {
      throw cannotOpen(home, e);
    }
    return open(new SqliteDialect(home.database()), home, clock);
  }

  /**
   * Opens a PostgreSQL database, whose files are in a home; makes or migrates its tables where
   * needed.
   *
   * @param url {@code jdbc:postgresql://host:port/name?user=…&password=…}, with any parameters of
   *     the driver
   * @param clock stamps what is recorded
   * @throws UserError if there is none, or it does not let us in
   */
  public static Database open(String url, Home home, Clock clock) {
    return open(new PostgresDialect(PostgresUrl.parse(url)), home, clock);
  }

  /** Opens a database of any product. */
  static Database open(Dialect dialect, Home home, Clock clock) {
    try {
      OwnerOnly.touch(home.lock());
      Session session = new Session(dialect, Dialect.Access.WRITE, clock);
      try {
        Migrations.bringUpToDate(dialect, session, home.lock());
        return new Database(dialect, session, clock);
      } catch (RuntimeException | IOException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw dialect.explain(e);
    } catch (IOException e) {
      throw cannotOpen(home, e);
    }
  }

  private static UserError cannotOpen(Home home, IOException e) {
    return UserError.failure("the database in " + home + " cannot be opened: " + e.getMessage())
        .hint("mend the permissions of the home, or give another with --home")
        .causedBy(e);
  }

  /** Asks several things of one moment of the database. */
  public <T> T read(Function<? super Sql, T> work) {
    return readers.read(work);
  }

  /**
   * Changes something, in one transaction. When this returns, it is on disk; if the work throws,
   * nothing of it is. The work runs on another thread, and must not wait for one.
   */
  public <T> T write(Function<? super Transaction, T> work) {
    return writer.write(work);
  }

  /** {@link #write} for work that has no result. */
  public void change(Consumer<? super Transaction> work) {
    writer.write(
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  /**
   * {@link #change} that nobody waits for: it happens before every write that is asked for later,
   * and is on disk with the first of them, or in a moment. If it fails, nobody is told.
   */
  public void changeSoon(Consumer<? super Transaction> work) {
    writer.post(
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
