package dev.millrace.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.store.Home;
import dev.millrace.store.MovableClock;
import dev.millrace.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SqliteDatabaseTest extends DatabaseContract {

  @Override
  Database openDatabase() {
    return Database.open(home, new MovableClock(Samples.NOON));
  }

  @Override
  Dialect dialect() {
    return new SqliteDialect(home.database());
  }

  @Test
  void write_diskFull_failsAllThatWaitedAndGoesOnWhenThereIsRoom() throws Exception {
    database.change(sql -> sql.execute(ADD, "before", 1));
    long pages =
        database.write(
            sql -> sql.first("PRAGMA page_count", row -> row.number("page_count")).orElseThrow());
    pragma("max_page_count = " + (pages + 2));

    assertThatThrownBy(
            () ->
                database.change(
                    sql -> {
                      for (int i = 0; i < 5000; i++) {
                        sql.execute(ADD, "filler of the disk", i);
                      }
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no space");

    assertThat(count()).isEqualTo(1);
    pragma("max_page_count = " + (pages + 10_000));
    database.change(sql -> sql.execute(ADD, "after", 1));
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void open_notADatabase_isRefusedInWords() throws IOException {
    Home other = Home.open(directory.resolve("other"));
    Files.writeString(other.database(), "this is certainly not a database file\n".repeat(100));

    assertThatThrownBy(() -> Database.open(other, new MovableClock(Samples.NOON)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(other.database().toString());
  }

  @Test
  void open_tablesOfANewerProgram_isRefused() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.database());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE flyway_schema_history SET version = '999' WHERE version IS NOT NULL");
    }

    assertThatThrownBy(this::openDatabase)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("newer Millrace");
  }

  @Test
  void newest_migration_isTheOneThatIsThere() {
    try (Session session =
        new Session(dialect(), Dialect.Access.READ, new MovableClock(Samples.NOON))) {
      assertThat(Migrations.version(dialect(), session)).isEqualTo(Migrations.NEWEST);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void pragma(String setting) {
    database.write(sql -> sql.list("PRAGMA " + setting, row -> 1));
  }
}
