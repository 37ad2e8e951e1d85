package dev.millrace.store.metadata;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The steps of runs, and where each stands. */
final class Tasks {
  private static final String SELECT = "SELECT * FROM task ";

  private Tasks() {}

  static void create(Transaction sql, Id run, List<String> steps) {
    for (int place = 0; place < steps.size(); place++) {
      sql.execute(
          "INSERT INTO task (id, run_id, step, place, state, reason) VALUES (?, ?, ?, ?, ?, ?)",
          Id.at(sql.now()),
          run,
          steps.get(place),
          place,
          TaskState.PENDING,
          "");
    }
  }

  static List<Task> list(Sql sql, Id run) {
    return sql.list(SELECT + "WHERE run_id = ? ORDER BY place", row -> read(sql, row), run);
  }

  /** The task that made an artifact first. */
  static Optional<Task> producer(Sql sql, Id artifact) {
    return sql.first(
        """
        SELECT task.* FROM execution_output
        JOIN execution ON execution.id = execution_output.execution_id
        JOIN task ON task.run_id = execution.run_id AND task.step = execution.step
        WHERE execution_output.artifact_id = ?
        ORDER BY execution.seq LIMIT 1
        """,
        row -> read(sql, row),
        artifact);
  }

  /** The start of a task's work, at a moment that may have passed. */
  static void start(Transaction sql, Id run, String step, TaskNote note, Instant at) {
    move(sql, run, step, new Move(TaskState.RUNNING, note, Optional.empty(), at));
  }

  /** A move to a state in which the task has no outputs. */
  static void move(Transaction sql, Id run, String step, TaskState to, TaskNote note) {
    move(sql, run, step, new Move(to, note, Optional.empty(), sql.now()));
  }

  /** A move to a state in which the task's outputs are those of an execution. */
  static void end(
      Transaction sql, Id run, String step, TaskState to, String reason, Execution execution) {
    TaskNote note = new TaskNote(reason, Optional.of(execution.key()));
    move(sql, run, step, new Move(to, note, Optional.of(execution), sql.now()));
  }

  private static void move(Transaction sql, Id run, String step, Move move) {
    TaskState to = move.to();
    TaskNote note = move.note();
    Instant at = move.at();
    Standing task = standing(sql, run, step);
    if (!task.state().next().contains(to)) {
      throw new IllegalStateException(
          "step '" + step + "' of run " + run + " cannot go from " + task.state() + " to " + to);
    }
    boolean starts = to == TaskState.RUNNING || to == TaskState.CACHED;
    boolean startsOver = to == TaskState.PENDING;
    sql.execute(
        """
        UPDATE task
        SET state = ?, reason = ?, started_at = ?, ended_at = ?, cache_key = ?, execution_id = ?
        WHERE id = ?
        """,
        to,
        note.reason(),
        starts ? Optional.of(at) : startsOver ? Optional.empty() : task.started(),
        to.ended() ? Optional.of(at) : Optional.empty(),
        startsOver ? Optional.empty() : note.cacheKey().or(task::cacheKey),
        move.execution().map(Execution::id),
        task.id());
    ObjectNode data =
        Json.object()
            .put("step", step)
            .put("from", task.state().name())
            .put("to", to.name())
            .put("reason", note.reason());
    move.execution().ifPresent(e -> data.put("execution", e.id().hex()));
    sql.event(new NewEvent("task.state", run.hex(), task.actor(), at, data));
  }

  private static Standing standing(Sql sql, Id run, String step) {
    return sql.first(
            """
            SELECT task.id, task.state, task.started_at, task.cache_key, run.actor
            FROM task JOIN run ON run.id = task.run_id
            WHERE task.run_id = ? AND task.step = ?
            """,
            row ->
                new Standing(
                    row.id("id"),
                    row.constant(TaskState.class, "state"),
                    row.optionalInstant("started_at"),
                    row.optionalText("cache_key").map(Digest::new),
                    row.text("actor")),
            run,
            step)
        .orElseThrow(
            () -> new IllegalArgumentException("run " + run + " has no step '" + step + "'"));
  }

  private static Task read(Sql sql, Row row) {
    Optional<Execution> execution =
        row.optionalId("execution_id").flatMap(id -> Executions.find(sql, id));
    return new Task(
        row.id("id"),
        row.id("run_id"),
        row.text("step"),
        row.constant(TaskState.class, "state"),
        row.text("reason"),
        row.optionalInstant("started_at"),
        row.optionalInstant("ended_at"),
        row.optionalText("cache_key").map(Digest::new),
        execution.map(Execution::id),
        execution.map(Execution::artifacts).orElse(Map.of()),
        execution.map(Execution::values).orElse(Map.of()));
  }

  private record Move(TaskState to, TaskNote note, Optional<Execution> execution, Instant at) {}

  private record Standing(
      Id id, TaskState state, Optional<Instant> started, Optional<Digest> cacheKey, String actor) {}
}
