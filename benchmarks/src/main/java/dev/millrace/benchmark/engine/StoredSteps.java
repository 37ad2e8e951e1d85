package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Benchmark;
import dev.millrace.store.Home;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a load of steps has left in the database, asked past the store and its classes. */
final class StoredSteps {

  private static final String ENDED_WELL =
      """
      SELECT count(*) FROM task JOIN execution
        ON execution.id = task.execution_id AND execution.run_id = task.run_id
      WHERE task.state = 'SUCCEEDED'
      """;
  private static final String NUMBERS =
      """
      SELECT count(*) FROM (
        SELECT DISTINCT json_extract(outputs, '$.sum') AS number FROM execution
        WHERE number BETWEEN 1 AND (SELECT count(*) FROM execution))
      """;
  private static final String EVENTS =
      """
      SELECT count(DISTINCT subject || json_extract(data, '$.step')) FROM event
      WHERE kind = 'task.state' AND json_extract(data, '$.to') = '%s'
      """;

  private StoredSteps() {}

  /**
   * Requires that this many steps have run and ended well, each with the events that say so and a
   * number of its own, from 1 on.
   */
  static void check(Path home, long steps) throws SQLException {
    String url = "jdbc:sqlite:" + Home.open(home).database();
    try (Connection connection = DriverManager.getConnection(url)) {
      require(connection, "tasks that ran and succeeded", ENDED_WELL, steps);
      require(connection, "numbers", NUMBERS, steps);
      require(connection, "tasks with an event of their start", EVENTS.formatted("RUNNING"), steps);
      require(connection, "tasks with an event of their end", EVENTS.formatted("SUCCEEDED"), steps);
    }
  }

  private static void require(Connection connection, String what, String count, long expected)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(count)) {
      rows.next();
      long found = rows.getLong(1);
      Benchmark.require(
          found == expected, "%s: %,d, where %,d were run".formatted(what, found, expected));
    }
  }
}
