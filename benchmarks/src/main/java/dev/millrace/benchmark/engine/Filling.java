package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.EngineHome;
import dev.millrace.benchmark.engine.StoredKeys.Kind;
import dev.millrace.core.run.RunState;
import dev.millrace.store.Home;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills the tables of a new home with many rows at once: in batches and one transaction, past the
 * store, which would write each thing by itself. The tables are those that the store made.
 */
final class Filling implements AutoCloseable {

  private static final int BATCH = 10_000;
  private static final String RUN =
      """
      run (id, id_backwards, experiment_id, pipeline_version_id, pipeline, params, actor, as_of,
        recorded_at, trigger_name, reason, directory, state, state_reason, started_at, ended_at)
      """;

  private final Connection connection;
  private final Map<String, Batch> batches = new HashMap<>();

  private Filling(Connection connection) {
    this.connection = connection;
  }

  private static final class Batch {
    private final PreparedStatement statement;
    private int rows;

    Batch(PreparedStatement statement) {
      this.statement = statement;
    }
  }

  static Filling of(Path directory) throws SQLException {
    EngineHome.open(directory).close();
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + Home.open(directory).database());
    try (Statement statement = connection.createStatement()) {
      // Nobody reads along, and after a crash the benchmark begins anew.
      statement.execute("PRAGMA journal_mode = OFF");
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA cache_size = -1000000");
    }
    connection.setAutoCommit(false);
    return new Filling(connection);
  }

  /**
   * Adds a row.
   *
   * @param table with its columns in brackets
   */
  void row(String table, Object... values) throws SQLException {
    Batch batch = batches.get(table);
    if (batch == null) {
      String places = "?, ".repeat(values.length - 1) + "?";
      batch =
          new Batch(
              connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")"));
      batches.put(table, batch);
    }
    for (int place = 0; place < values.length; place++) {
      batch.statement.setObject(place + 1, values[place]);
    }
    batch.statement.addBatch();
    batch.rows++;
    if (batch.rows % BATCH == 0) {
      batch.statement.executeBatch();
    }
  }

  /** What runs refer to: a project, an experiment, and one version of each of some pipelines. */
  void surroundings(int pipelines) throws SQLException {
    String project = StoredKeys.id(Kind.PROJECT, 0);
    row("project (id, name, recorded_at)", project, "default", 0);
    row(
        "experiment (id, project_id, name, recorded_at)",
        StoredKeys.id(Kind.EXPERIMENT, 0),
        project,
        "default",
        0);
    for (int pipeline = 0; pipeline < pipelines; pipeline++) {
      row(
          "pipeline_version (id, pipeline, spec_digest, spec, recorded_at)",
          StoredKeys.id(Kind.PIPELINE_VERSION, pipeline),
          pipelineNamed(pipeline),
          StoredKeys.digest(Kind.PIPELINE_VERSION, pipeline),
          "{}",
          0);
    }
  }

  static String pipelineNamed(int number) {
    return "pipeline-" + number;
  }

  /** Adds a run of one of the pipelines, with the number that it has among all runs, from 0. */
  void run(int number, int pipeline, RunState state, String reason) throws SQLException {
    String id = StoredKeys.id(Kind.RUN, number);
    long time = StoredKeys.micros(number);
    row(
        RUN,
        id,
        new StringBuilder(id).reverse().toString(),
        StoredKeys.id(Kind.EXPERIMENT, 0),
        StoredKeys.id(Kind.PIPELINE_VERSION, pipeline),
        pipelineNamed(pipeline),
        "{}",
        "ada",
        time,
        time,
        "demand",
        reason,
        "/pipelines",
        state.name(),
        "",
        time,
        time + 1);
    row("run_search (run_seq, content)", number + 1, pipelineNamed(pipeline) + " " + reason + " ");
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      for (Batch batch : batches.values()) {
        batch.statement.executeBatch();
        batch.statement.close();
      }
      connection.commit();
    }
  }
}
