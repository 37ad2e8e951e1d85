package dev.millrace.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.store.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server for the tests of this process, started with the first that needs it.
 * Databases with our tables are copies of one.
 */
public final class PostgresServer {
  /** A user who has to give a password. */
  public static final String GUARDED = "guarded";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** So many of the newest stay: a test may have asked for more than one. */
  private static final int KEPT = 4;

  private static final Deque<String> MADE = new ArrayDeque<>();

  /** Rows go, and the counters start again; foreign keys are not looked at on the way. */
  private static final String EMPTY =
      """
      SET session_replication_role = replica;
      DO $$
      DECLARE name text;
      BEGIN
        FOR name IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history' LOOP
          EXECUTE format('DELETE FROM %I', name);
        END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
          EXECUTE format('ALTER SEQUENCE %I RESTART', name);
        END LOOP;
      END $$
      """;

  private PostgresServer() {}

  /** The URL of a new database, with our tables and nothing in them. */
  public static String newDatabase() {
    return copyOf("tables");
  }

  /**
   * The URL of one database with our tables, emptied: much sooner there than a new one. For those
   * who change no table, leave nobody connected, and use it one after the other.
   */
  public static String emptiedDatabase() {
    try (Connection connection = DriverManager.getConnection(Reused.URL);
        Statement statement = connection.createStatement()) {
      statement.execute(EMPTY);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Reused.URL;
  }

  /** The URL of a new database without any tables. */
  public static String emptyDatabase() {
    return copyOf("template1");
  }

  /** The URL of a database, there or not. */
  public static String url(String database) {
    return Running.SERVER.getJdbcUrl("postgres", database);
  }

  /** Runs a statement in the database that every server has. */
  public static void execute(String sql) {
    try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized String copyOf(String template) {
    String name = "test" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    MADE.addLast(name);
    if (MADE.size() > KEPT) {
      drop(MADE.removeFirst());
    }
    return url(name);
  }

  /**
   * Unless somebody still uses it. A database is hundreds of files: many take long to remove at
   * once.
   */
  private static void drop(String name) {
    try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + name);
    } catch (SQLException e) {
      if (!"55006".equals(e.getSQLState())) { // object_in_use
        throw new IllegalStateException(e);
      }
    }
  }

  /** Made when it is first asked for. */
  private static final class Reused {
    private static final String URL = url("reused");

    static {
      execute("CREATE DATABASE reused TEMPLATE tables");
    }
  }

  /** Initialised when it is first asked for. */
  private static final class Running {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off") // nothing of it outlives the tests
                .setServerConfig("full_page_writes", "off")
                .setDataDirectoryCustomizer(Running::guard)
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE ROLE " + GUARDED + " LOGIN PASSWORD 'correct horse'");
          statement.execute("CREATE DATABASE tables");
        }
        migrate(server.getJdbcUrl("postgres", "tables"));
        return server;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void migrate(String url) throws IOException {
      Path directory = Files.createTempDirectory("millrace-postgres");
      Home home = Home.open(directory);
      Database.open(url, home, new MovableClock(Samples.NOON)).close();
    }

    private static void guard(File data) {
      Path rules = data.toPath().resolve("pg_hba.conf");
      try {
        String others = Files.readString(rules, UTF_8);
        Files.writeString(
            rules, "host all " + GUARDED + " 127.0.0.1/32 scram-sha-256\n" + others, UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
