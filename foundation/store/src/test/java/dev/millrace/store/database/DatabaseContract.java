package dev.millrace.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.Home;
import dev.millrace.store.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class DatabaseContract {
  static final String ADD = "INSERT INTO note (writer, number) VALUES (?, ?)";
  private static final String COUNT = "SELECT count(*) AS n FROM note";

  @TempDir Path directory;
  Home home;
  Database database;

  @BeforeEach
  void open() {
    home = Home.open(directory.resolve("home"));
    database = openDatabase();
    database.change(
        sql ->
            sql.execute(
                "CREATE TABLE note (seq "
                    + serial()
                    + ", writer TEXT, number BIGINT,"
                    + " UNIQUE (writer, number))"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void write_byManyThreads_keepsEachOfThemInItsOrder() throws Exception {
    int threads = 8;
    int writes = 250;
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String writer = "w" + t;
        done.add(
            writers.submit(
                () -> {
                  for (int i = 0; i < writes; i++) {
                    int number = i;
                    database.change(sql -> sql.execute(ADD, writer, number));
                  }
                }));
      }
      for (Future<?> future : done) {
        future.get();
      }
    }

    assertThat(count()).isEqualTo(2000);
    for (int t = 0; t < threads; t++) {
      String writer = "w" + t;
      List<Long> numbers =
          database.read(
              sql ->
                  sql.list(
                      "SELECT number FROM note WHERE writer = ? ORDER BY seq",
                      row -> row.number("number"),
                      writer));
      assertThat(numbers).hasSize(writes).isSorted();
    }
  }

  @Test
  void changeSoon_thenWrite_happensInThatOrder() {
    database.changeSoon(sql -> sql.execute(ADD, "soon", 1));
    long seen =
        database
            .write(sql -> sql.list("SELECT number FROM note", row -> row.number("number")))
            .size();

    assertThat(seen).isEqualTo(1);
  }

  @Test
  void changeSoon_fails_leavesOthersAlone() {
    database.changeSoon(
        sql -> {
          sql.execute(ADD, "soon", 1);
          throw new IllegalStateException("no");
        });
    database.change(sql -> sql.execute(ADD, "later", 2));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void close_afterChangeSoon_keepsIt() throws Exception {
    database.changeSoon(sql -> sql.execute(ADD, "soon", 1));
    database.close();
    database = openDatabase();

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void write_failingMembersOfAGroup_failAloneAndLeaveNothing() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    List<Future<Integer>> members = new ArrayList<>();
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      // Holds the writing thread until the others wait, so that they become one group.
      Future<Integer> first = writers.submit(() -> database.write(_ -> await(gathered)));
      CountDownLatch submitted = new CountDownLatch(60);
      for (int i = 0; i < 60; i++) {
        int number = i;
        members.add(
            writers.submit(
                () -> {
                  submitted.countDown();
                  return database.write(sql -> addOrFail(sql, number));
                }));
      }
      submitted.await();
      gathered.countDown();
      first.get();
      for (int i = 0; i < 60; i++) {
        Future<Integer> member = members.get(i);
        switch (i % 3) {
          case 0 -> assertThat(member.get()).isEqualTo(1);
          case 1 ->
              assertThatThrownBy(member::get)
                  .isInstanceOf(ExecutionException.class)
                  .hasRootCauseMessage("number " + i);
          default ->
              assertThatThrownBy(member::get)
                  .hasCauseInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("note");
        }
      }
    }

    assertThat(count()).isEqualTo(20);
  }

  @Test
  void write_insideAWrite_isABugAndSaysSo() {
    assertThatThrownBy(() -> database.change(_ -> database.change(_ -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside a write");
  }

  @Test
  void read_triesToWrite_isRefused() {
    assertThatThrownBy(
            () ->
                database.read(
                    sql -> sql.list("DELETE FROM note RETURNING seq", row -> row.number("seq"))))
        .isInstanceOfAny(UserError.class, IllegalStateException.class);
    assertThat(count()).isZero();
  }

  @Test
  void read_whileSomeoneWrites_seesOneMoment() {
    database.change(sql -> sql.execute(ADD, "a", 1));

    List<Long> counts =
        database.read(
            sql -> {
              long before = sql.first(COUNT, row -> row.number("n")).orElseThrow();
              database.change(writing -> writing.execute(ADD, "a", 2));
              long after = sql.first(COUNT, row -> row.number("n")).orElseThrow();
              return List.of(before, after);
            });

    assertThat(counts).containsExactly(1L, 1L);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void list_sameQuestionInsideItself_isAnsweredToo() {
    String sql = "WITH digits (n) AS (VALUES (1), (2), (3)) SELECT n FROM digits";

    List<Long> products =
        database.read(
            outer ->
                outer.list(
                    sql,
                    row ->
                        row.number("n") * outer.list(sql, inner -> inner.number("n")).getLast()));

    assertThat(products).containsExactly(3L, 6L, 9L);
  }

  @Test
  void values_everyType_comeBackAsTheyWere() {
    Id id = Id.at(Samples.NOON);
    Digest digest = Digest.of("x");
    var tree = Json.parse("{\"a\":[1,2.5,null,\"é \\u0000 😀\"]}");
    Optional<String> row =
        database.write(
            sql ->
                sql.first(
                    "SELECT ? AS id, ? AS digest, ? AS time, ? AS tree, ? AS truth, ? AS missing",
                    r -> {
                      assertThat(r.id("id")).isEqualTo(id);
                      assertThat(r.digest("digest")).isEqualTo(digest);
                      assertThat(r.instant("time")).isEqualTo(Samples.NOON);
                      assertThat(r.json("tree")).isEqualTo(tree);
                      assertThat(r.truth("truth")).isTrue();
                      assertThat(r.optionalInstant("missing")).isEmpty();
                      return "seen";
                    },
                    id,
                    digest,
                    Samples.NOON,
                    tree,
                    true,
                    Optional.empty()));
    assertThat(row).contains("seen");
  }

  @Test
  void close_thenUse_saysThatItIsClosed() {
    database.close();

    assertThatThrownBy(() -> database.change(_ -> {})).hasMessageContaining("closed");
    assertThatThrownBy(() -> database.read(_ -> 1)).hasMessageContaining("closed");
    database.close();
  }

  /** The same database each time within a test, new for each test. */
  abstract Database openDatabase();

  abstract Dialect dialect();

  private String serial() {
    return java.util.Objects.requireNonNull(dialect().placeholders().get("serial"));
  }

  final long count() {
    return database.read(sql -> sql.first(COUNT, row -> row.number("n")).orElseThrow());
  }

  private static int addOrFail(Transaction sql, int number) {
    int added = sql.execute(ADD, "member", number);
    return switch (number % 3) {
      case 0 -> added;
      case 1 -> throw new IllegalArgumentException("number " + number);
      default -> sql.execute(ADD, "member", number);
    };
  }

  private static int await(CountDownLatch latch) {
    try {
      latch.await();
      return 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
