package dev.millrace.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.store.Home;
import dev.millrace.store.PostgresServer;
import dev.millrace.store.Workload;
import dev.millrace.store.WorkloadCheck;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Every statement fails in turn, before it is done or after it was, the commits among them. The
 * store stays open; what it has acknowledged is there, and the next work is done.
 */
class StatementFaultTest {
  /** One in so many in a usual build, others with each failure. */
  private static final int STRIDE = Boolean.getBoolean("millrace.faults.all") ? 1 : 9;

  private final Clock clock = Clock.systemUTC();
  private final Clock ahead = Clock.offset(clock, Duration.ofHours(1));
  @TempDir Path directory;
  private int first;

  @Test
  void sqlite_whileAnyStatementFails_losesNothingAcknowledged() throws IOException {
    Home home = Home.open(directory.resolve("home"));
    Database.open(home, clock).close();

    check(
        home,
        new SqliteDialect(home.database()),
        () -> new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_FSYNC));
    check(
        home,
        new SqliteDialect(home.database()),
        () -> new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL));
  }

  @Test
  void postgres_whileAnyStatementLosesTheConnection_losesNothingAcknowledged() throws IOException {
    Home home = Home.open(directory.resolve("home"));
    Dialect dialect = new PostgresDialect(PostgresUrl.parse(PostgresServer.newDatabase()));

    check(home, dialect, () -> new SQLException("connection reset", "08006"));
    check(home, dialect, () -> new SQLException("could not extend file", "53100"));
  }

  private void check(Home home, Dialect real, Supplier<SQLException> failure) throws IOException {
    FaultyDialect dialect = new FaultyDialect(real, failure);
    try (SqlMetadataStore metadata =
        SqlMetadataStore.over(Database.open(dialect, home, clock), ahead)) {
      WorkloadCheck check = new WorkloadCheck(home, metadata);
      work(home, metadata);
      dialect.clear();
      work(home, metadata);
      int statements = dialect.statements();
      assertThat(statements).isGreaterThan(100);

      int tried = 0;
      int failed = 0;
      for (int i = first++ % STRIDE; i < 2 * statements; i += STRIDE) {
        String context = failure.get().getMessage() + " at statement " + (i / 2 + 1);
        dialect.failAt(i / 2 + 1, i % 2 == 1);
        Workload workload = new Workload(home, metadata, clock, ahead);
        try {
          workload.run();
        } catch (UserError expected) {
          failed++;
        }
        tried++;
        dialect.clear();
        check.acknowledged(workload.acknowledged(), context);
      }
      work(home, metadata);
      check.contents("in the end");
      // A start that nobody waits for may fail without anybody being told.
      assertThat(failed).isGreaterThan(tried * 8 / 10);
    }
  }

  private void work(Home home, SqlMetadataStore metadata) throws IOException {
    new Workload(home, metadata, clock, ahead).run();
  }
}
