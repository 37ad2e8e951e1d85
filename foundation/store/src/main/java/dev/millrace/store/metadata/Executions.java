package dev.millrace.store.metadata;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What was done: the inputs that went into a step's code and the outputs that came out. This is the
 * cache, and it is the lineage, both ways.
 */
final class Executions {
  private static final String SELECT = "SELECT * FROM execution ";

  private Executions() {}

  static Execution record(Transaction sql, Id run, String step, Completion completion) {
    Map<String, Id> outputs = new LinkedHashMap<>();
    completion.artifacts().forEach((name, artifact) -> outputs.put(name, artifact.id()));
    Execution execution =
        new Execution(
            Id.at(sql.now()),
            completion.cacheKey(),
            completion.keyParts(),
            run,
            step,
            completion.inputs(),
            outputs,
            completion.values(),
            sql.now());
    insert(sql, execution, completion.cacheable());
    completion
        .artifacts()
        .values()
        .forEach(artifact -> Artifacts.record(sql, artifact, execution.id()));
    completion.inputs().forEach((name, ids) -> insertInput(sql, execution.id(), name, ids));
    outputs.forEach((name, artifact) -> insertOutput(sql, execution.id(), name, artifact));
    return execution;
  }

  static Optional<Execution> find(Sql sql, Id id) {
    return sql.first(SELECT + "WHERE id = ?", row -> read(sql, row), id);
  }

  /** The newest cacheable one of a key that has lost none of its artifacts. */
  static Optional<Execution> cached(Sql sql, Digest key) {
    return sql.first(
        SELECT
            + """
            WHERE cache_key = ? AND cacheable = 1 AND NOT EXISTS (
              SELECT 1 FROM execution_output
              JOIN artifact ON artifact.id = execution_output.artifact_id
              WHERE execution_output.execution_id = execution.id AND artifact.state <> 'LIVE')
            ORDER BY seq DESC LIMIT 1
            """,
        row -> read(sql, row),
        key);
  }

  /** True for a key with a cacheable one that has lost an artifact. */
  static boolean collected(Sql sql, Digest key) {
    return sql.first(
            """
            SELECT 1 FROM execution
            JOIN execution_output ON execution_output.execution_id = execution.id
            JOIN artifact ON artifact.id = execution_output.artifact_id
            WHERE cache_key = ? AND cacheable = 1 AND artifact.state <> 'LIVE'
            LIMIT 1
            """,
            _ -> 1,
            key)
        .isPresent();
  }

  static Optional<Execution> latest(Sql sql, String pipeline, String step) {
    return sql.first(
        SELECT + "WHERE pipeline = ? AND step = ? ORDER BY seq DESC LIMIT 1",
        row -> read(sql, row),
        pipeline,
        step);
  }

  /** Those of a component, before a certain one. */
  static List<Execution> latest(Sql sql, String component, Optional<Id> before, int limit) {
    long bound =
        before
            .flatMap(
                id -> sql.first("SELECT seq FROM execution WHERE id = ?", r -> r.number("seq"), id))
            .orElse(Long.MAX_VALUE);
    return sql.list(
        SELECT + "WHERE component = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
        row -> read(sql, row),
        component,
        bound,
        limit);
  }

  /** Those that read an artifact, or another of the same type and content; oldest first. */
  static List<Execution> using(Sql sql, Id artifact) {
    return sql.list(
        SELECT
            + """
            WHERE id IN (
              SELECT execution_id FROM artifact
              JOIN artifact AS same ON same.digest = artifact.digest AND same.type = artifact.type
              JOIN execution_input ON execution_input.artifact_id = same.id
              WHERE artifact.id = ?)
            ORDER BY seq
            """,
        row -> read(sql, row),
        artifact);
  }

  private static void insert(Transaction sql, Execution execution, boolean cacheable) {
    sql.execute(
        """
        INSERT INTO execution (
          id, cache_key, key_parts, component, cacheable, run_id, pipeline, step, outputs,
          recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, (SELECT pipeline FROM run WHERE id = ?), ?, ?, ?)
        """,
        execution.id(),
        execution.key(),
        Fields.texts(execution.keyParts()),
        Optional.ofNullable(execution.keyParts().get("component")),
        cacheable,
        execution.run(),
        execution.run(),
        execution.step(),
        Fields.json(execution.values()),
        execution.recordedAt());
  }

  private static void insertInput(Transaction sql, Id execution, String name, List<Id> artifacts) {
    for (int place = 0; place < artifacts.size(); place++) {
      sql.execute(
          """
          INSERT INTO execution_input (execution_id, name, place, artifact_id) VALUES (?, ?, ?, ?)
          """,
          execution,
          name,
          place,
          artifacts.get(place));
    }
  }

  private static void insertOutput(Transaction sql, Id execution, String name, Id artifact) {
    sql.execute(
        "INSERT INTO execution_output (execution_id, name, artifact_id) VALUES (?, ?, ?)",
        execution,
        name,
        artifact);
  }

  private static Execution read(Sql sql, Row row) {
    Id id = row.id("id");
    return new Execution(
        id,
        row.digest("cache_key"),
        Fields.of(row.json("key_parts"), JsonNode::stringValue),
        row.id("run_id"),
        row.text("step"),
        inputs(sql, id),
        outputs(sql, id),
        row.fields("outputs"),
        row.instant("recorded_at"));
  }

  private static Map<String, List<Id>> inputs(Sql sql, Id execution) {
    Map<String, List<Id>> inputs = new LinkedHashMap<>();
    sql.list(
            """
            SELECT name, artifact_id FROM execution_input WHERE execution_id = ?
            ORDER BY name, place
            """,
            row -> Map.entry(row.text("name"), row.id("artifact_id")),
            execution)
        .forEach(
            input ->
                inputs
                    .computeIfAbsent(input.getKey(), _ -> new ArrayList<>())
                    .add(input.getValue()));
    inputs.replaceAll((_, artifacts) -> List.copyOf(artifacts));
    return Collections.unmodifiableMap(inputs);
  }

  private static Map<String, Id> outputs(Sql sql, Id execution) {
    Map<String, Id> outputs = new LinkedHashMap<>();
    sql.list(
            "SELECT name, artifact_id FROM execution_output WHERE execution_id = ? ORDER BY name",
            row -> Map.entry(row.text("name"), row.id("artifact_id")),
            execution)
        .forEach(output -> outputs.put(output.getKey(), output.getValue()));
    return Collections.unmodifiableMap(outputs);
  }
}
