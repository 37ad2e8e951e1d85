package dev.millrace.data.ingest;

import static dev.millrace.data.ingest.Ingesting.columns;
import static dev.millrace.data.ingest.Ingesting.count;
import static dev.millrace.data.ingest.Ingesting.rejects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.rows.DatabaseAddress;
import dev.millrace.data.rows.DatabaseQuery;
import dev.millrace.data.rows.DatabaseRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a query reads, from SQLite and from PostgreSQL. */
class DatabaseIngestTest {

  private static EmbeddedPostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private void sqlite(String... statements) throws SQLException {
    execute("jdbc:sqlite:" + folder.resolve("x.db"), statements);
  }

  private static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Ingesting fromSqlite(String query) {
    return Ingesting.of(folder, "jdbc:sqlite:x.db").query(query, "all");
  }

  private Ingesting fromPostgres(String query, String spans) {
    return Ingesting.of(folder, server.getJdbcUrl("postgres", "postgres")).query(query, spans);
  }

  @Test
  void sqlite_types_followFromTheValues() throws Exception {
    sqlite(
        "CREATE TABLE t (i INTEGER, n REAL, s TEXT, mixed, t TEXT, e TEXT)",
        "INSERT INTO t VALUES (9007199254740993, 1.5, '007', 1, '2001-01-31', ''),"
            + " (NULL, 2, 'x', 'y', '2001-02-01 12:00:00', NULL)");

    Ingesting ingesting = fromSqlite("SELECT * FROM t");
    Examples examples = ingesting.run();

    assertThat(columns(examples))
        .containsExactly(
            "i BIGINT", "n DOUBLE", "s VARCHAR", "mixed VARCHAR", "t TIMESTAMP", "e VARCHAR");
    assertThat(Tables.rows(examples, "train"))
        .containsExactly(
            "9007199254740993,1.5,007,1,2001-01-31 00:00:00.0,",
            "null,2.0,x,y,2001-02-01 12:00:00.0,null");
    assertThat(ingesting.task().lines().toString()).contains("column 'mixed' is read as string");
  }

  @Test
  void sqlite_bytes_areRefused() throws Exception {
    sqlite("CREATE TABLE t (b BLOB)", "INSERT INTO t VALUES (x'00ff')");

    assertThat(fromSqlite("SELECT * FROM t").refusal())
        .contains("column 'b' of the query has values that are bytes", "CAST");
  }

  @Test
  void sqlite_valuesThatDoNotFitADeclaredType_rejectTheirRows() throws Exception {
    sqlite("CREATE TABLE t (n)", "INSERT INTO t VALUES (1), ('x'), (2.5)");

    Examples examples = fromSqlite("SELECT n FROM t").types("n", "number").rejecting("1").run();

    assertThat(Tables.rows(examples, "train")).containsExactly("1.0", "2.5");
    assertThat(rejects(examples))
        .containsExactly("2: 'n' is 'x', expected a number that keeps its digits");
    assertThat(count(examples, "read")).isEqualTo(3);
  }

  @Test
  void query_cannotWrite() throws Exception {
    sqlite("CREATE TABLE t (n)", "INSERT INTO t VALUES (1)");

    assertThat(fromSqlite("DELETE FROM t RETURNING n").refusal()).contains("refuses the query");
    assertThat(fromPostgres("CREATE TABLE u AS SELECT 1", "all").refusal())
        .contains("refuses the query");
    assertThat(fromSqlite("SELECT n FROM t").rows()).containsExactly("1");
  }

  @Test
  void query_thatIsWrong_isRefusedInTheDatabasesWords() throws Exception {
    sqlite("CREATE TABLE t (n)");

    assertThat(fromSqlite("SELECT m FROM t").refusal()).contains("no such column: m");
    assertThat(fromSqlite("SELECT n FROM t").refusal()).contains("hold no rows");
    assertThat(fromSqlite("SELECT n, n AS N FROM t").refusal()).contains("'n' and 'N'");
    assertThat(fromPostgres("SELECT m FROM nowhere", "all").refusal())
        .contains("relation \"nowhere\" does not exist")
        .doesNotContain("password");
    assertThat(Ingesting.of(folder, "jdbc:sqlite:none.db").query("SELECT 1", "all").refusal())
        .contains("there is no database", "none.db");
    assertThat(Ingesting.of(folder, "jdbc:sqlite:x.db").refusal()).contains("there is no query");
    assertThat(Ingesting.of(folder, "x.csv").query("SELECT 1", "all").refusal())
        .contains("the source is no database");
    assertThat(Ingesting.of(folder, "jdbc:mysql://x/y").query("SELECT 1", "all").refusal())
        .contains("of no database that can be read", "jdbc:sqlite:path");
  }

  @Test
  void postgres_types_areItsOwn() throws Exception {
    String query =
        """
        SELECT * FROM (VALUES
          (true, 1::int2, 9007199254740993::int8, 0.1::float4, 1e300::float8, 1.50::numeric(10,2),
           12::numeric(20,0), '007'::varchar, 'é'::text, DATE '2001-01-31',
           TIMESTAMP '2001-01-31 12:00:00.000001', TIMESTAMPTZ '2001-01-31 12:00:00+02',
           'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid),
          (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL)
        ) AS t(b, i, l, f, d, n, w, v, s, day, ts, tz, u)""";

    Examples examples = fromPostgres(query, "all").run();

    assertThat(columns(examples))
        .containsExactly(
            "b BOOLEAN",
            "i BIGINT",
            "l BIGINT",
            "f DOUBLE",
            "d DOUBLE",
            "n DOUBLE",
            "w DOUBLE",
            "v VARCHAR",
            "s VARCHAR",
            "day TIMESTAMP",
            "ts TIMESTAMP",
            "tz TIMESTAMP",
            "u VARCHAR");
    assertThat(Tables.rows(examples, "train"))
        .containsExactly(
            "true,1,9007199254740993,0.10000000149011612,1.0E300,1.5,12.0,007,é,"
                + "2001-01-31 00:00:00.0,2001-01-31 12:00:00.000001,2001-01-31 10:00:00.0,"
                + "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "null,null,null,null,null,null,null,null,,null,null,null,null");
  }

  @Test
  void postgres_whatCannotBeRead_isNamed() throws Exception {
    assertThat(fromPostgres("SELECT ARRAY[1] AS a, '{}'::json AS j, 1 AS x", "all").refusal())
        .contains("'a' is _int4, 'j' is json", "convert it there");
    assertThat(fromPostgres("SELECT 'NaN'::float8 AS x UNION ALL SELECT 1", "all").refusal())
        .contains("1 of 2 rows are rejected", "query row 1: 'x' is 'NaN'");
    assertThat(fromPostgres("SELECT 'infinity'::timestamp AS x", "all").refusal())
        .contains("rows are rejected");
    assertThat(
            fromPostgres("SELECT 9007199254740993::numeric AS x UNION SELECT 0.5", "all").refusal())
        .contains("'x' is '9007199254740993', expected a number that keeps its digits");
    assertThat(fromPostgres("SELECT 18446744073709551616::numeric(30,0) AS x", "all").refusal())
        .contains("'x' is '18446744073709551616', expected an integer of at most 64 bits");
  }

  @Test
  void query_ofSpans_runsForEachAndWritesItsShard() throws Exception {
    String[] rows = {
      "CREATE TABLE visits (day DATE, n INTEGER)",
      "INSERT INTO visits VALUES ('2001-01-07', 1), ('2001-01-08', 2), ('2001-01-14', 3),"
          + " ('2001-01-15', 4), ('2001-01-21', 5), ('2001-01-22', 6)"
    };
    sqlite(rows);
    execute(server.getJdbcUrl("postgres", "postgres"), rows);
    String query = "SELECT n FROM visits WHERE day >= {start} AND day < {end}";
    TestTask task = TestTask.in(folder).asOf("2001-01-24T00:00:00Z");

    for (String source :
        new String[] {"jdbc:sqlite:x.db", server.getJdbcUrl("postgres", "postgres")}) {
      Ingesting weekly = Ingesting.of(folder, source).spansOf("7d").on(task);
      Examples examples = weekly.query(query, "last 2").run();

      assertThat(Tables.rows(examples, "train")).containsExactly("2", "3", "4", "5");
      assertThat(examples.property(Splits.SHARDS).orElseThrow().toString())
          .isEqualTo("{\"train\":[2,2]}");
      assertThat(examples.property("spans").orElseThrow().get(0).toString())
          .contains("2001-01-08T00:00:00Z", "2001-01-15T00:00:00Z");
      assertThat(
              Splits.rows(weekly.splitBy(new Split.Span(1)).query(query, "last 2").run())
                  .toString())
          .isEqualTo("{train=2, eval=2}");
      assertThat(weekly.query(query, "2001-01-07..2001-01-15").rows())
          .containsExactly("1", "2", "3", "4");
      assertThat(weekly.query(query, "all").refusal()).contains("needs a selection of spans");
      assertThat(weekly.query("SELECT n FROM visits", "last 2").refusal())
          .contains("the query has no spans to select", "{start}");
      assertThat(weekly.query(query.replace("{end}", "'{end}'"), "last 2").refusal())
          .contains("'{end}' in quotes");
    }
  }

  @Test
  void outside_ofAQuery_isAnotherWhenARowIs() throws Exception {
    sqlite("CREATE TABLE t (n, s)", "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (2, 'y')");
    Ingesting up = fromSqlite("SELECT * FROM t ORDER BY n");
    Ingesting down = fromSqlite("SELECT * FROM t ORDER BY n DESC");

    Optional<String> before = new Ingest().outside(up.inputs(), up.task());
    assertThat(new Ingest().outside(down.inputs(), down.task())).isEqualTo(before);
    for (String change :
        new String[] {
          "UPDATE t SET n = '1' WHERE n = 1",
          "DELETE FROM t WHERE n = 2",
          "INSERT INTO t VALUES (NULL, '')",
        }) {
      sqlite(change);
      Optional<String> after = new Ingest().outside(up.inputs(), TestTask.in(folder));
      assertThat(after).as(change).isNotEqualTo(before);
      before = after;
    }
  }

  @Test
  void query_ofATask_runsOnceAndAllSeesTheSameRows() throws Exception {
    sqlite("CREATE TABLE t (n)", "INSERT INTO t VALUES (1), (2)");
    Ingesting task = fromSqlite("SELECT * FROM t");

    Optional<String> before = new Ingest().outside(task.inputs(), task.task());
    sqlite("INSERT INTO t VALUES (3)");

    assertThat(task.rows()).containsExactly("1", "2");
    assertThat(new Ingest().outside(task.inputs(), task.task())).isEqualTo(before);
    Ingesting next = fromSqlite("SELECT * FROM t");
    assertThat(next.rows()).containsExactly("1", "2", "3");
    assertThat(new Ingest().outside(next.inputs(), next.task())).isNotEqualTo(before);
  }

  @Test
  void postgres_queriesOfSpans_seeOneStateOfTheData() throws Exception {
    assertThat(
            fromPostgres("SELECT current_setting('transaction_isolation') AS level", "all").rows())
        .containsExactly("repeatable read");
  }

  @Test
  void address_passwordComesFromTheStepAndIsNeverShown() throws Exception {
    String url = server.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "");
    execute(
        server.getJdbcUrl("postgres", "postgres"), "CREATE ROLE reader LOGIN PASSWORD 'geheim'");
    DatabaseAddress address =
        DatabaseAddress.of(url, path -> path, Map.of("PGUSER", "reader", "PGPASSWORD", "geheim"));
    LocalDateTime noon = LocalDateTime.of(2001, 1, 1, 12, 0);

    DatabaseRows.Request request =
        new DatabaseRows.Request(
            address,
            DatabaseQuery.parse("SELECT current_user::text AS me"),
            List.of(new DatabaseQuery.Bounds(noon, noon)),
            ZoneId.of("UTC"));
    List<DatabaseRows> rows = DatabaseRows.read(request, folder.resolve("kept"));

    assertThat(rows.getFirst().census().names()).containsExactly("me");
    assertThat(address.toString()).doesNotContain("geheim");
    for (String bad : new String[] {"?password=x", "?socketFactory=java.io.File", "?user"}) {
      assertThatThrownBy(() -> DatabaseAddress.of(url + bad, path -> path, Map.of()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cannot have the parameter");
    }
  }
}
