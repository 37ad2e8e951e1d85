package dev.millrace.store.metadata;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.List;

/** Measured figures of runs, with their whole history. */
final class Metrics {
  private Metrics() {}

  static void add(Transaction sql, Id run, List<Metric> metrics) {
    for (Metric metric : metrics) {
      sql.execute(
          """
          INSERT INTO metric (run_id, step, name, number, place, happened_at)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          run,
          metric.step(),
          metric.key(),
          metric.value(),
          metric.index(),
          metric.timestamp());
    }
  }

  /** A cached task shows the figures of the execution that it reuses. */
  static List<Metric> list(Sql sql, Id run) {
    return sql.list(
        """
        SELECT seq, step, name, number, place, happened_at FROM metric WHERE run_id = ?
        UNION ALL
        SELECT metric.seq, task.step, metric.name, metric.number, metric.place, metric.happened_at
        FROM task
        JOIN execution ON execution.id = task.execution_id
        JOIN metric ON metric.run_id = execution.run_id AND metric.step = execution.step
        WHERE task.run_id = ? AND execution.run_id <> task.run_id
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
