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
import java.util.function.Function;
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

  /** So many failures in one home: it grows with each, and takes longer to look through. */
  private static final int PORTION = 60;

  private final Clock clock = Clock.systemUTC();
  private final Clock ahead = Clock.offset(clock, Duration.ofHours(1));
  @TempDir Path directory;
  private int homes;
  private int first;
  private int tried;
  private int failed;

  @Test
  void sqlite_whileAnyStatementFails_losesNothingAcknowledged() throws IOException {
    Function<Home, Dialect> sqlite = home -> new SqliteDialect(home.database());

    check(sqlite, () -> new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_FSYNC));
    check(
        sqlite, () -> new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL));
  }

  @Test
  void postgres_whileAnyStatementLosesTheConnection_losesNothingAcknowledged() throws IOException {
    Function<Home, Dialect> postgres =
        _ -> new PostgresDialect(PostgresUrl.parse(PostgresServer.newDatabase()));

    check(postgres, () -> new SQLException("connection reset", "08006"));
    check(postgres, () -> new SQLException("could not extend file", "53100"));
  }

  /** Each statement fails twice: before it is done, and after. */
  private void check(Function<Home, Dialect> database, Supplier<SQLException> failure)
      throws IOException {
    tried = 0;
    failed = 0;
    int next = first++ % STRIDE;
    int end = next + 1;
    while (next < end) {
      Home home = Home.open(directory.resolve("home" + homes++));
      FaultyDialect dialect = new FaultyDialect(database.apply(home), failure);
      try (SqlMetadataStore metadata =
          SqlMetadataStore.over(Database.open(dialect, home, clock), ahead)) {
        work(home, metadata);
        dialect.clear();
        work(home, metadata);
        end = 2 * dialect.statements();
        assertThat(end).isGreaterThan(200);
        for (int i = 0; i < PORTION && next < end; i++, next += STRIDE) {
          fail(dialect, next, home, metadata);
        }
        work(home, metadata);
        new WorkloadCheck(home, metadata).contents("in the end");
      }
    }
    // A start that nobody waits for may fail without anybody being told.
    assertThat(failed).isGreaterThan(tried / 2);
  }

  private void fail(FaultyDialect dialect, int which, Home home, SqlMetadataStore metadata)
      throws IOException {
    String context = "failure " + which + " of statement " + (which / 2 + 1);
    dialect.failAt(which / 2 + 1, which % 2 == 1);
    Workload workload = new Workload(home, metadata, clock, ahead);
    try {
      workload.run();
    } catch (UserError expected) {
      failed++;
    }
    tried++;
    dialect.clear();
    new WorkloadCheck(home, metadata).acknowledged(workload.acknowledged(), context);
  }

  private void work(Home home, SqlMetadataStore metadata) throws IOException {
    new Workload(home, metadata, clock, ahead).run();
  }
}
