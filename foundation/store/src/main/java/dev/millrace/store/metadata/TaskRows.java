package dev.millrace.store.metadata;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.database.Many;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads tasks with what came of them: two statements, however many tasks a run has. */
final class TaskRows {
  private static final String SELECT =
      """
      SELECT task.*, execution.outputs FROM task
      LEFT JOIN execution ON execution.id = task.execution_id
      """;

  private final Sql sql;
  private final Map<Id, Map<String, Id>> artifacts = new HashMap<>();

  private TaskRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * Reads tasks.
   *
   * @param rest of the SQL, after the table
   */
  static List<Task> list(Sql sql, String rest, Object... parameters) {
    TaskRows rows = new TaskRows(sql);
    List<Bare> tasks = sql.list(SELECT + rest, Bare::read, parameters);
    Set<Id> executions = new HashSet<>();
    tasks.forEach(task -> task.execution().ifPresent(executions::add));
    rows.readArtifacts(executions);
    return tasks.stream().map(rows::task).toList();
  }

  private void readArtifacts(Set<Id> executions) {
    Many.each(
        sql,
        """
        SELECT execution_id, name, artifact_id FROM execution_output
        WHERE execution_id IN (?*) ORDER BY name
        """,
        row ->
            artifacts
                .computeIfAbsent(row.id("execution_id"), _ -> new LinkedHashMap<>())
                .put(row.text("name"), row.id("artifact_id")),
        executions);
  }

  private Task task(Bare task) {
    Map<String, Id> made =
        task.execution().map(id -> artifacts.getOrDefault(id, Map.of())).orElse(Map.of());
    return new Task(
        task.id(),
        task.run(),
        task.step(),
        task.state(),
        task.reason(),
        task.started(),
        task.ended(),
        task.cacheKey(),
        task.execution(),
        Collections.unmodifiableMap(made),
        task.values());
  }

  /** A task without its artifacts. */
  private record Bare(
      Id id,
      Id run,
      String step,
      TaskState state,
      String reason,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<Digest> cacheKey,
      Optional<Id> execution,
      Map<String, JsonNode> values) {

    static Bare read(Row row) {
      Optional<Id> execution = row.optionalId("execution_id");
      return new Bare(
          row.id("id"),
          row.id("run_id"),
          row.text("step"),
          row.constant(TaskState.class, "state"),
          row.text("reason"),
          row.optionalInstant("started_at"),
          row.optionalInstant("ended_at"),
          row.optionalText("cache_key").map(Digest::new),
          execution,
          execution.isPresent() ? row.fields("outputs") : Map.of());
    }
  }
}
