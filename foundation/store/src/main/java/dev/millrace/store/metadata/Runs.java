package dev.millrace.store.metadata;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.Amendment;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Many;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
    tag(sql, id, run.tags());
    RunSearch.record(sql, id);
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
    return list(sql, "WHERE run.id = ?", id).stream().findFirst();
  }

  /** For whom a run works. */
  static String actor(Sql sql, Id id) {
    return require(sql, id).actor();
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
    return list(
        sql,
        """
        WHERE run.seq IN (
          SELECT seq FROM run WHERE id >= ? AND id < ?
          UNION SELECT seq FROM run WHERE id_backwards >= ? AND id_backwards < ?)
        ORDER BY run.seq DESC LIMIT ?
        """,
        digits,
        digits + "g",
        backwards,
        backwards + "g",
        MOST_MATCHES);
  }

  /**
   * Reads runs and their tags, in two statements.
   *
   * @param rest of the SQL, after the tables
   */
  static List<Run> list(Sql sql, String rest, Object... parameters) {
    List<Run> runs = sql.list(SELECT + rest, Runs::read, parameters);
    Map<Id, Map<String, String>> tags = new HashMap<>();
    Many.each(
        sql,
        "SELECT subject, name, content FROM tag WHERE subject IN (?*)",
        row ->
            tags.computeIfAbsent(row.id("subject"), _ -> new HashMap<>())
                .put(row.text("name"), row.text("content")),
        runs.stream().map(Run::id).toList());
    return runs.stream()
        .map(run -> tagged(run, Map.copyOf(tags.getOrDefault(run.id(), Map.of()))))
        .toList();
  }

  /** Gives a run something else to go on with. */
  static void amend(Transaction sql, Id id, Amendment amendment) {
    Run run = require(sql, id);
    if (run.state() == RunState.SUCCEEDED) {
      throw new IllegalStateException(
          "run " + id + " has succeeded: there is nothing to go on with");
    }
    sql.execute(
        "UPDATE run SET pipeline_version_id = ?, params = ?, directory = ? WHERE id = ?",
        PipelineVersions.record(sql, run.pipeline(), amendment.specDigest(), amendment.spec()),
        Fields.json(amendment.params()),
        amendment.directory(),
        id);
    tag(sql, id, amendment.tags());
    Tasks.amend(sql, id, amendment);
    ObjectNode data =
        Json.object()
            .put("reason", amendment.reason())
            .put("from", run.specDigest().hex())
            .put("to", amendment.specDigest().hex());
    data.set("params", changes(run.params(), amendment.params()));
    amendment.again().stream().sorted().forEach(data.putArray("again")::add);
    sql.event(new NewEvent("run.amended", id.hex(), amendment.actor(), sql.now(), data));
  }

  private static void tag(Transaction sql, Id id, Map<String, String> tags) {
    tags.forEach(
        (name, content) ->
            sql.execute(
                """
                INSERT INTO tag (subject, name, content) VALUES (?, ?, ?)
                ON CONFLICT (subject, name) DO UPDATE SET content = excluded.content
                """,
                id,
                name,
                content));
  }

  static void move(Transaction sql, Id id, RunState to, String reason) {
    Run run = require(sql, id);
    if (!run.state().next().contains(to)) {
      throw new IllegalStateException("run " + id + " cannot go from " + run.state() + " to " + to);
    }
    if (run.state().ended()) {
      Cancellations.forget(sql, id);
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

  /** What differs, by name; a side that does not have the name is missing. */
  private static JsonNode changes(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    ObjectNode changes = Json.object();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      JsonNode from = before.get(name);
      JsonNode to = after.get(name);
      if (!Objects.equals(from, to)) {
        ObjectNode change = changes.putObject(name);
        Optional.ofNullable(from).ifPresent(value -> change.set("from", value));
        Optional.ofNullable(to).ifPresent(value -> change.set("to", value));
      }
    }
    return changes;
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
        PipelineVersions.record(sql, run.pipeline(), run.specDigest(), run.spec()),
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

  static Optional<Run> byIdempotencyKey(Sql sql, String key) {
    return list(sql, "WHERE run.idempotency_key = ?", key).stream().findFirst();
  }

  /** Without its tags. */
  private static Run read(Row row) {
    return new Run(
        row.id("id"),
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
        Map.of());
  }

  private static Run tagged(Run run, Map<String, String> tags) {
    return new Run(
        run.id(),
        run.project(),
        run.experiment(),
        run.pipeline(),
        run.specDigest(),
        run.params(),
        run.actor(),
        run.asOf(),
        run.recordedAt(),
        run.trigger(),
        run.reason(),
        run.directory(),
        run.state(),
        run.stateReason(),
        run.started(),
        run.ended(),
        tags);
  }
}
