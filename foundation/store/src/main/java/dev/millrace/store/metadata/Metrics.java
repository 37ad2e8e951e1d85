package dev.millrace.store.metadata;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.List;

/** Measured figures of runs, with their whole history. */
final class Metrics {
  private Metrics() {}

  static void add(Transaction sql, Id run, List<Metric> metrics) {
    for (Metric metric : metrics) {
      // A step may have more to say of an execution that has ended.
      sql.execute(
          """
          INSERT INTO metric (run_id, step, name, number, place, happened_at, execution_id)
          VALUES (?, ?, ?, ?, ?, ?, (
            SELECT execution_id FROM task WHERE run_id = ? AND step = ? AND state = 'SUCCEEDED'))
          """,
          run,
          metric.step(),
          metric.key(),
          metric.value(),
          metric.index(),
          metric.timestamp(),
          run,
          metric.step());
    }
  }

  /** Makes the figures that a step has recorded so far those of its execution. */
  static void close(Transaction sql, Execution execution) {
    sql.execute(
        "UPDATE metric SET execution_id = ? WHERE run_id = ? AND step = ? AND execution_id IS NULL",
        execution.id(),
        execution.run(),
        execution.step());
  }

  /** Forgets the figures of a step that did not end well, and starts over. */
  static void forget(Transaction sql, Id run, String step) {
    sql.execute(
        "DELETE FROM metric WHERE run_id = ? AND step = ? AND execution_id IS NULL", run, step);
  }

  /**
   * A task shows the figures of its execution, which may be an earlier run's; or its own so far.
   */
  static List<Metric> list(Sql sql, Id run) {
    return sql.list(
        """
        SELECT seq, step, name, number, place, happened_at FROM metric
        WHERE run_id = ? AND execution_id IS NULL
        UNION ALL
        SELECT metric.seq, task.step, metric.name, metric.number, metric.place, metric.happened_at
        FROM task JOIN metric ON metric.execution_id = task.execution_id
        WHERE task.run_id = ?
        ORDER BY seq
        """,
        row ->
            new Metric(
                row.text("step"),
                row.text("name"),
                row.real("number"),
                row.number("place"),
                row.instant("happened_at")),
        run,
        run);
  }
}
