package dev.millrace.store.metadata;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.Amendment;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The steps of runs, and where each stands. */
final class Tasks {
  private Tasks() {}

  static void create(Transaction sql, Id run, List<String> steps) {
    for (int place = 0; place < steps.size(); place++) {
      insert(sql, run, steps.get(place), place);
    }
  }

  /** Adds those that the run does not have yet. */
  static void add(Transaction sql, Id run, List<String> steps) {
    TaskOrder.check(present(sql, run, steps), steps);
    int first =
        sql.first(
                "SELECT coalesce(max(place), -1) AS last FROM task WHERE run_id = ?",
                row -> row.integer("last") + 1,
                run)
            .orElse(0);
    int place = first;
    for (String step : steps) {
      place += insert(sql, run, step, place);
    }
    if (place > first) {
      ObjectNode data = Json.object().put("count", place - first).put("first", steps.getFirst());
      sql.event(new NewEvent("task.added", run.hex(), Runs.actor(sql, run), sql.now(), data));
    }
  }

  /** Leaves a run with exactly these tasks, in this order; some of them start over. */
  static void amend(Transaction sql, Id run, Amendment amendment) {
    Map<String, TaskState> before = new LinkedHashMap<>();
    sql.list(
            "SELECT step, state FROM task WHERE run_id = ? ORDER BY place",
            row -> Map.entry(row.text("step"), row.constant(TaskState.class, "state")),
            run)
        .forEach(task -> before.put(task.getKey(), task.getValue()));
    TaskOrder.check(Set.of(), amendment.steps());
    Set<String> staying = Set.copyOf(amendment.steps());
    for (String step : before.keySet()) {
      if (!staying.contains(step)) {
        Metrics.forget(sql, run, step);
        sql.execute("DELETE FROM task WHERE run_id = ? AND step = ?", run, step);
      }
    }
    int place = 0;
    for (String step : amendment.steps()) {
      if (insert(sql, run, step, place) == 0) {
        sql.execute("UPDATE task SET place = ? WHERE run_id = ? AND step = ?", place, run, step);
      }
      place++;
    }
    amendment.again().stream()
        .filter(step -> before.getOrDefault(step, TaskState.PENDING) != TaskState.PENDING)
        .forEach(step -> startOver(sql, run, step, amendment.reason()));
  }

  static List<Task> list(Sql sql, Id run) {
    return TaskOrder.nested(TaskRows.list(sql, "WHERE task.run_id = ? ORDER BY place", run));
  }

  /** The task that made an artifact first. */
  static Optional<Task> producer(Sql sql, Id artifact) {
    return TaskRows.list(
            sql,
            """
            WHERE task.id = (
              SELECT task.id FROM execution_output
              JOIN execution ON execution.id = execution_output.execution_id
              JOIN task ON task.run_id = execution.run_id AND task.step = execution.step
              WHERE execution_output.artifact_id = ?
              ORDER BY execution.seq LIMIT 1)
            """,
            artifact)
        .stream()
        .findFirst();
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
    Standing task = standing(sql, run, step);
    if (!task.state().next().contains(to)) {
      throw new IllegalStateException(
          "step '" + step + "' of run " + run + " cannot go from " + task.state() + " to " + to);
    }
    change(sql, new Place(run, step), task, move);
  }

  /** Also of a task that ended well. */
  private static void startOver(Transaction sql, Id run, String step, String reason) {
    TaskNote note = new TaskNote(reason, Optional.empty());
    Move move = new Move(TaskState.PENDING, note, Optional.empty(), sql.now());
    change(sql, new Place(run, step), standing(sql, run, step), move);
  }

  private static void change(Transaction sql, Place place, Standing task, Move move) {
    TaskState to = move.to();
    TaskNote note = move.note();
    Instant at = move.at();
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
    if (startsOver) {
      Metrics.forget(sql, place.run(), place.step());
    }
    ObjectNode data =
        Json.object()
            .put("step", place.step())
            .put("from", task.state().name())
            .put("to", to.name())
            .put("reason", note.reason());
    move.execution().ifPresent(e -> data.put("execution", e.id().hex()));
    sql.event(new NewEvent("task.state", place.run().hex(), task.actor(), at, data));
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

  private static int insert(Transaction sql, Id run, String step, int place) {
    return sql.execute(
        """
        INSERT INTO task (id, run_id, step, place, state, reason) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (run_id, step) DO NOTHING
        """,
        Id.at(sql.now()),
        run,
        step,
        place,
        TaskState.PENDING,
        "");
  }

  /** Those of the tasks that some are inside of which the run has. */
  private static Set<String> present(Sql sql, Id run, List<String> steps) {
    Set<String> parents = new HashSet<>();
    steps.forEach(step -> TaskOrder.parent(step).ifPresent(parents::add));
    parents.removeIf(
        parent ->
            sql.first("SELECT 1 FROM task WHERE run_id = ? AND step = ?", _ -> 1, run, parent)
                .isEmpty());
    return parents;
  }

  private record Place(Id run, String step) {}

  private record Move(TaskState to, TaskNote note, Optional<Execution> execution, Instant at) {}

  private record Standing(
      Id id, TaskState state, Optional<Instant> started, Optional<Digest> cacheKey, String actor) {}
}
