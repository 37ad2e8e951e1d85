package dev.millrace.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.error.UserError.Kind;
import dev.millrace.store.MovableClock;
import dev.millrace.store.PostgresServer;
import dev.millrace.store.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends DatabaseContract {
  private final String url = PostgresServer.newDatabase();

  @Override
  Database openDatabase() {
    return Database.open(url, home, new MovableClock(Samples.NOON));
  }

  @Override
  Dialect dialect() {
    return new PostgresDialect(PostgresUrl.parse(url));
  }

  @Test
  void open_emptyDatabase_makesTheTables() {
    String empty = PostgresServer.emptyDatabase();

    Database.open(empty, home, new MovableClock(Samples.NOON)).close();
    try (Database again = Database.open(empty, home, new MovableClock(Samples.NOON))) {
      List<Integer> runs = again.read(sql -> sql.list("SELECT * FROM run", _ -> 1));
      assertThat(runs).isEmpty();
    }
    assertThat(home.database()).doesNotExist();
  }

  @Test
  void open_tablesOfANewerProgram_isRefused() {
    database.change(
        sql ->
            sql.execute(
                "UPDATE flyway_schema_history SET version = '999' WHERE version IS NOT NULL"));

    assertThatThrownBy(this::openDatabase)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("newer Millrace");
  }

  @Test
  void open_wrongPasswordOrNone_saysSoAndNeverThePassword() {
    String place = url.substring(0, url.indexOf('?'));
    String guarded = place + "?user=" + PostgresServer.GUARDED;

    assertRefused(guarded + "&password=hunter2", Kind.FAILURE, "does not let us in");
    assertRefused(guarded, Kind.FAILURE, "does not let us in");
    assertRefused(
        guarded + "&password=correct+horse", Kind.FAILURE, "may not do this"); // not the owner
  }

  @Test
  void open_noSuchDatabaseOrServer_saysSo() {
    String nobody = "jdbc:postgresql://127.0.0.1:1/millrace?user=ada&password=hunter2";

    assertRefused(PostgresServer.url("nothing") + "&password=hunter2", Kind.NOT_FOUND, "nothing");
    assertRefused(nobody, Kind.UNREACHABLE, "127.0.0.1:1/millrace does not answer");
  }

  @Test
  void open_urlOfSomethingElse_isRefusedWithoutRepeatingIt() {
    for (String other :
        List.of(
            "",
            "postgres://ada:hunter2@localhost/millrace",
            "jdbc:mysql://localhost/x?password=hunter2",
            "jdbc:postgresql://ada:hunter2@localhost/millrace",
            "jdbc:postgresql://localhost/millrace?hunter2")) {
      assertRefused(other, Kind.USAGE, "the URL of the database cannot be used");
    }
  }

  @Test
  void url_parts_areKeptApart() {
    PostgresUrl parsed =
        PostgresUrl.parse(
            "jdbc:postgresql://db:5433/mill?user=ada&password=a%26b%20c&sslmode=require");

    assertThat(parsed).hasToString("db:5433/mill");
    assertThat(parsed.place()).isEqualTo("jdbc:postgresql://db:5433/mill");
    assertThat(parsed.properties())
        .containsEntry("user", "ada")
        .containsEntry("password", "a&b c")
        .containsEntry("sslmode", "require");
  }

  @Test
  void readAndWrite_afterTheServerEndedTheConnections_goOn() {
    database.change(sql -> sql.execute(ADD, "a", 1));
    assertThat(count()).isEqualTo(1);
    String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    String end =
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
            + name
            + "'";

    PostgresServer.execute(end);
    assertThat(count()).isEqualTo(1);
    PostgresServer.execute(end);
    database.change(sql -> sql.execute(ADD, "a", 2));

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void write_connectionLostInTheMiddle_isToldAndTheNextGoesOn() {
    assertThatThrownBy(
            () ->
                database.change(
                    sql -> {
                      sql.execute(ADD, "a", 1);
                      sql.list("SELECT pg_terminate_backend(pg_backend_pid())", _ -> 1);
                    }))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));

    assertThat(count()).isZero();
    database.change(sql -> sql.execute(ADD, "a", 2));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void connect_serverThatAcknowledgesEarly_isToldNotTo() {
    PostgresServer.execute(
        "ALTER DATABASE "
            + url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'))
            + " SET synchronous_commit = off");

    try (Database other = openDatabase()) {
      Optional<String> setting =
          other.write(
              sql ->
                  sql.first(
                      "SELECT current_setting('synchronous_commit') AS setting",
                      row -> row.text("setting")));
      assertThat(setting).contains("on");
    }
  }

  /** What was read is still true when it is written, and numbers come in the order of commits. */
  @Test
  void write_byTwoPrograms_happensOneAfterTheOther() throws Exception {
    try (Database other = openDatabase();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Database one = i % 2 == 0 ? database : other;
        done.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 25; n++) {
                    one.change(
                        sql -> {
                          long next =
                              sql.first(
                                      "SELECT coalesce(max(number), 0) + 1 AS next FROM note",
                                      row -> row.number("next"))
                                  .orElseThrow();
                          sql.execute(ADD, "w", next);
                        });
                  }
                }));
      }
      for (Future<?> future : done) {
        future.get();
      }
    }

    List<Long> numbers =
        database.read(
            sql -> sql.list("SELECT number FROM note ORDER BY seq", row -> row.number("number")));
    assertThat(numbers).hasSize(200).isSorted().doesNotHaveDuplicates();
  }

  private void assertRefused(String other, Kind kind, String message) {
    assertThatThrownBy(() -> Database.open(other, home, new MovableClock(Samples.NOON)))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.kind()).as(error.getMessage()).isEqualTo(kind);
              assertThat(error).hasMessageContaining(message);
              StringWriter all = new StringWriter();
              error.printStackTrace(new PrintWriter(all));
              assertThat(all.toString() + error.hint())
                  .doesNotContain("hunter2", "correct horse", "correct+horse");
            });
  }
}
