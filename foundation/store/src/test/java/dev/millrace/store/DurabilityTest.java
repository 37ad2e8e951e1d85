package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** What is acknowledged was forced to the disk before, and many writers share what that costs. */
class DurabilityTest {
  @TempDir(factory = TempDirFactory.Standard.class)
  Path directory;

  private final MovableClock clock = new MovableClock(Samples.NOON);

  /**
   * From outside: a program's system calls, in their order, as strace sees them. Before a program
   * says that a write is acknowledged, the page that has it was written to the log of SQLite, and
   * the log was synced.
   */
  @Test
  void acknowledgement_comesAfterTheSyncOfWhatWasWritten() throws Exception {
    assumeTrue(Strace.works(), "strace is not here, or may not trace");
    Path calls = directory.resolve("calls");

    try (ChildJvm child =
        new ChildJvm(
            Strace.command(calls, "-e", "trace=pwrite64,fsync,fdatasync,write", "-s", "5000"),
            MarkedWriter.class,
            List.of(),
            directory.resolve("home").toString(),
            "1",
            "30")) {
      assertThat(child.awaitExit()).isZero();
    }

    Map<String, Integer> written = new HashMap<>();
    List<Integer> synced = new ArrayList<>();
    Map<String, Integer> acknowledged = new HashMap<>();
    List<Strace.Call> all = Strace.read(calls);
    for (int i = 0; i < all.size(); i++) {
      Strace.Call call = all.get(i);
      if (call.name().equals("pwrite64") && call.file().endsWith("metadata.db-wal")) {
        for (String mark : MarkedWriter.marks(call.text())) {
          written.putIfAbsent(mark, i);
        }
      } else if (call.name().endsWith("sync") && call.file().endsWith("metadata.db-wal")) {
        assertThat(call.result()).isZero();
        synced.add(i);
      } else if (call.name().equals("write") && call.text().startsWith("acknowledged ")) {
        MarkedWriter.marks(call.text()).forEach(mark -> acknowledged.put(mark, 0));
        int now = i;
        acknowledged.replaceAll((_, at) -> at == 0 ? now : at);
      }
    }
    assertThat(acknowledged).hasSize(30);
    acknowledged.forEach(
        (mark, at) -> {
          assertThat(written).containsKey(mark);
          int before = written.getOrDefault(mark, Integer.MAX_VALUE);
          assertThat(synced).as(mark).anyMatch(sync -> sync > before && sync < at);
        });
  }

  /** The log of SQLite says where each transaction ends; each end is one sync. */
  @Test
  void manyWriters_shareTransactions() throws Exception {
    Home home = Home.open(directory.resolve("home"));
    int writers = 32;
    int each = 20;
    try (SqlMetadataStore store = SqlMetadataStore.open(home, clock, clock);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int before = transactions(home);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String name = "w" + i;
        done.add(threads.submit(() -> MarkedWriter.write(store, name, each, _ -> {})));
      }
      for (Future<?> future : done) {
        future.get();
      }

      assertThat(store.events(0, 10_000)).hasSize(writers * each);
      assertThat(transactions(home) - before).isPositive().isLessThan(writers * each / 4);
    }
  }

  @Test
  void oneWriter_hasATransactionForEachWrite() throws Exception {
    Home home = Home.open(directory.resolve("home"));
    try (SqlMetadataStore store = SqlMetadataStore.open(home, clock, clock)) {
      int before = transactions(home);
      MarkedWriter.write(store, "alone", 20, _ -> {});

      assertThat(transactions(home) - before).isEqualTo(20);
    }
  }

  @Test
  void writingConnection_syncsEachCommit() {
    Home home = Home.open(directory.resolve("home"));
    try (SqlMetadataStore store = SqlMetadataStore.open(home, clock, clock)) {
      List<String> settings =
          store
              .database()
              .write(
                  sql ->
                      List.of(
                          sql.first("PRAGMA journal_mode", row -> row.text("journal_mode"))
                              .orElseThrow(),
                          sql.first("PRAGMA synchronous", row -> row.text("synchronous"))
                              .orElseThrow()));

      assertThat(settings).containsExactly("wal", "2");
    }
  }

  /**
   * Frames of the write-ahead log that end a transaction: those that say how large the database is
   * after it. (Format: https://sqlite.org/fileformat2.html#walformat)
   */
  private static int transactions(Home home) throws IOException {
    ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(Path.of(home.database() + "-wal")));
    int transactions = 0;
    int pageBytes = log.getInt(8);
    int salt = log.getInt(16);
    for (int frame = 32; frame + 24 + pageBytes <= log.limit(); frame += 24 + pageBytes) {
      boolean current = log.getInt(frame + 8) == salt;
      transactions += current && log.getInt(frame + 4) != 0 ? 1 : 0;
    }
    return transactions;
  }
}
