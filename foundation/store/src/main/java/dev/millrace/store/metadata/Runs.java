package dev.millrace.store.metadata;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Runs, and the projects, experiments and pipeline versions they belong to. */
final class Runs {
  private static final int MOST_MATCHES = 10;
  private static final String SELECT =
      """
      SELECT run.*, project.name AS project, experiment.name AS experiment, spec_digest
      FROM run
      JOIN experiment ON experiment.id = run.experiment_id
      JOIN project ON project.id = experiment.project_id
      JOIN pipeline_version ON pipeline_version.id = run.pipeline_version_id
      """;

  private Runs() {}

  static Run create(Transaction sql, NewRun run) {
    Optional<Run> same = run.idempotencyKey().flatMap(key -> byIdempotencyKey(sql, key));
    if (same.isPresent()) {
      return same.get();
    }
    Id id = Id.at(run.recordedAt());
    insert(sql, id, run);
    run.tags()
        .forEach(
            (name, content) ->
                sql.execute(
                    "INSERT INTO tag (subject, name, content) VALUES (?, ?, ?)",
                    id,
                    name,
                    content));
    Tasks.create(sql, id, run.steps());
    JsonNode data =
        Json.object()
            .put("pipeline", run.pipeline())
            .put("trigger", run.trigger())
            .put("reason", run.reason());
    sql.event(new NewEvent("run.created", id.hex(), run.actor(), run.recordedAt(), data));
    return require(sql, id);
  }

  static Optional<Run> find(Sql sql, Id id) {
    return sql.first(SELECT + "WHERE run.id = ?", row -> read(sql, row), id);
  }

  static Run require(Sql sql, Id id) {
    return find(sql, id)
        .orElseThrow(() -> new IllegalArgumentException("there is no run with the id " + id));
  }

  /** Both ends of the id are looked up in an index, so that this is quick among many runs. */
  static List<Run> byText(Sql sql, String text) {
    String digits = text.replace("-", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{1,32}")) {
      return List.of();
    }
    String backwards = new StringBuilder(digits).reverse().toString();
    // 'g' follows the last hexadecimal digit, so these ranges are the ids that start with a text.
    return sql.list(
        SELECT
            + """
            WHERE run.seq IN (
              SELECT seq FROM run WHERE id >= ? AND id < ?
              UNION SELECT seq FROM run WHERE id_backwards >= ? AND id_backwards < ?)
            ORDER BY run.seq DESC LIMIT ?
            """,
        row -> read(sql, row),
        digits,
        digits + "g",
        backwards,
        backwards + "g",
        MOST_MATCHES);
  }

  static List<Run> list(Sql sql, RunQuery query) {
    List<String> conditions = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    query
        .pipeline()
        .ifPresent(
            pipeline -> {
              conditions.add("run.pipeline = ?");
              parameters.add(pipeline);
            });
    query
        .state()
        .ifPresent(
            state -> {
              conditions.add("run.state = ?");
              parameters.add(state);
            });
    parameters.add(query.limit());
    String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + " ";
    return sql.list(
        SELECT + where + "ORDER BY run.seq DESC LIMIT ?",
        row -> read(sql, row),
        parameters.toArray());
  }

  static JsonNode pipeline(Sql sql, Id run) {
    return sql.first(
            """
            SELECT spec FROM run
            JOIN pipeline_version ON pipeline_version.id = run.pipeline_version_id
            WHERE run.id = ?
            """,
            row -> row.json("spec"),
            run)
        .orElseThrow(() -> new IllegalArgumentException("there is no run with the id " + run));
  }

  static void move(Transaction sql, Id id, RunState to, String reason) {
    Run run = require(sql, id);
    if (!run.state().next().contains(to)) {
      throw new IllegalStateException("run " + id + " cannot go from " + run.state() + " to " + to);
    }
    Instant now = sql.now();
    sql.execute(
        """
        UPDATE run SET state = ?, state_reason = ?, started_at = ?, ended_at = ? WHERE id = ?
        """,
        to,
        reason,
        run.started().or(() -> to == RunState.RUNNING ? Optional.of(now) : Optional.empty()),
        to.ended() ? Optional.of(now) : Optional.empty(),
        id);
    JsonNode data =
        Json.object()
            .put("pipeline", run.pipeline())
            .put("from", run.state().name())
            .put("to", to.name())
            .put("reason", reason);
    sql.event(new NewEvent("run.state", id.hex(), run.actor(), now, data));
  }

  /** The project of a name, made if it is new. */
  static Id project(Transaction sql, String name, Instant recordedAt) {
    sql.execute(
        "INSERT INTO project (id, name, recorded_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        Id.at(recordedAt),
        name,
        recordedAt);
    return sql.first("SELECT id FROM project WHERE name = ?", row -> row.id("id"), name)
        .orElseThrow();
  }

  private static void insert(Transaction sql, Id id, NewRun run) {
    sql.execute(
        """
        INSERT INTO run (
          id, id_backwards, experiment_id, pipeline_version_id, pipeline, params, actor, as_of,
          recorded_at, trigger_name, reason, idempotency_key, directory, state, state_reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        new StringBuilder(id.hex()).reverse().toString(),
        experiment(sql, run),
        pipelineVersion(sql, run),
        run.pipeline(),
        Fields.json(run.params()),
        run.actor(),
        run.asOf(),
        run.recordedAt(),
        run.trigger(),
        run.reason(),
        run.idempotencyKey(),
        run.directory(),
        RunState.PENDING,
        "");
  }

  private static Id experiment(Transaction sql, NewRun run) {
    Id project = project(sql, run.project(), run.recordedAt());
    sql.execute(
        """
        INSERT INTO experiment (id, project_id, name, recorded_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        Id.at(run.recordedAt()),
        project,
        run.experiment(),
        run.recordedAt());
    return sql.first(
            "SELECT id FROM experiment WHERE project_id = ? AND name = ?",
            row -> row.id("id"),
            project,
            run.experiment())
        .orElseThrow();
  }

  private static Id pipelineVersion(Transaction sql, NewRun run) {
    Optional<Id> known = findVersion(sql, run);
    if (known.isPresent()) {
      return known.get();
    }
    Id id = Id.at(run.recordedAt());
    sql.execute(
        """
        INSERT INTO pipeline_version (id, pipeline, spec_digest, spec, recorded_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        id,
        run.pipeline(),
        run.specDigest(),
        run.spec(),
        run.recordedAt());
    return id;
  }

  private static Optional<Id> findVersion(Sql sql, NewRun run) {
    return sql.first(
        "SELECT id FROM pipeline_version WHERE pipeline = ? AND spec_digest = ?",
        row -> row.id("id"),
        run.pipeline(),
        run.specDigest());
  }

  static Optional<Run> byIdempotencyKey(Sql sql, String key) {
    return sql.first(SELECT + "WHERE run.idempotency_key = ?", row -> read(sql, row), key);
  }

  private static Run read(Sql sql, Row row) {
    Id id = row.id("id");
    return new Run(
        id,
        row.text("project"),
        row.text("experiment"),
        row.text("pipeline"),
        row.digest("spec_digest"),
        row.fields("params"),
        row.text("actor"),
        row.instant("as_of"),
        row.instant("recorded_at"),
        row.text("trigger_name"),
        row.text("reason"),
        row.text("directory"),
        row.constant(RunState.class, "state"),
        row.text("state_reason"),
        row.optionalInstant("started_at"),
        row.optionalInstant("ended_at"),
        tags(sql, id));
  }

  private static Map<String, String> tags(Sql sql, Id subject) {
    Map<String, String> tags = new LinkedHashMap<>();
    sql.list(
            "SELECT name, content FROM tag WHERE subject = ? ORDER BY name",
            row -> Map.entry(row.text("name"), row.text("content")),
            subject)
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return Map.copyOf(tags);
  }
}
