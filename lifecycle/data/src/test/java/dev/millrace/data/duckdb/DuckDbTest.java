package dev.millrace.data.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {

  /** Would take hours; the rows come from {@link Endless}. */
  private static final String ENDLESS =
      "SELECT sum(sqrt(a.range * b.range + n)) FROM endless(), range(10000000) a, range(10000000) b";

  @TempDir private Path directory;

  /** Rows without end, that tells when it is first asked for some. */
  private record Endless(CountDownLatch asked)
      implements DuckDBTableFunction<Boolean, Boolean, Boolean> {

    @Override
    public Boolean bind(DuckDBTableFunctionBindInfo info) {
      info.addResultColumn("n", DuckDBColumnType.BIGINT);
      return true;
    }

    @Override
    public Boolean init(DuckDBTableFunctionInitInfo info) {
      return true;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
        throws Exception {
      asked.countDown();
      chunk.vector(0).setLong(0, 1);
      return 1;
    }
  }

  @Test
  void execute_threadInterrupted_endsTheStatementAndKeepsTheDatabase() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (DuckDb database = DuckDb.open(directory, 2);
        DuckDBTableFunctionBuilder function = DuckDBFunctions.tableFunction()) {
      function.withName("endless").withFunction(new Endless(asked)).register(database.connection());
      FutureTask<String> outcome = new FutureTask<>(() -> outcome(database));
      Thread worker = Thread.ofPlatform().daemon().start(outcome);
      asked.await();
      worker.interrupt();

      assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("ended, interrupted");
      assertThat(database.count("SELECT 42")).isEqualTo(42);
    }
  }

  @Test
  void count_threadInterruptedBefore_doesNotBegin() throws Exception {
    try (DuckDb database = DuckDb.open(directory, 1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> database.count("SELECT 42")).isInstanceOf(SQLException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static String outcome(DuckDb database) {
    try {
      database.execute(ENDLESS);
      return "done";
    } catch (SQLException e) {
      return "ended" + (Thread.currentThread().isInterrupted() ? ", interrupted" : "");
    }
  }
}
