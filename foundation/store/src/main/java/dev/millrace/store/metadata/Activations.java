package dev.millrace.store.metadata;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.TriggerStore.Activation;
import dev.millrace.store.TriggerStore.Dealt;
import dev.millrace.store.TriggerStore.Mark;
import dev.millrace.store.TriggerStore.NewActivation;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose triggers are looked at where, and what these have dealt with. */
final class Activations {
  private static final String SELECT =
      """
      SELECT activation.*, spec, spec_digest FROM activation
      JOIN pipeline_version ON pipeline_version.id = activation.pipeline_version_id
      WHERE ended_at IS NULL
      """;

  private Activations() {}

  static Activation activate(Transaction sql, NewActivation wanted) {
    Optional<Activation> standing = find(sql, wanted.environment(), wanted.pipeline());
    standing
        .filter(other -> !other.file().equals(wanted.file()))
        .ifPresent(
            other -> {
              throw UserError.failure(
                      "another pipeline '%s' is active in environment '%s': %s"
                          .formatted(other.pipeline(), other.environment(), other.file()))
                  .hint("deactivate it first, or give one of them another name");
            });
    Id id = standing.map(Activation::id).orElseGet(() -> Id.at(sql.now()));
    if (standing.isEmpty()) {
      insert(sql, id, wanted);
    } else {
      update(sql, id, wanted);
    }
    wanted
        .baseline()
        .forEach(
            (trigger, marks) -> {
              if (marks(sql, id, trigger).isEmpty()) {
                mark(sql, new Dealt(id, trigger, marks));
              }
            });
    event(sql, "trigger.activated", wanted.environment(), wanted.pipeline(), wanted.actor());
    return find(sql, wanted.environment(), wanted.pipeline()).orElseThrow();
  }

  static Optional<Activation> deactivate(
      Transaction sql, String environment, String pipeline, String actor) {
    Optional<Activation> standing = find(sql, environment, pipeline);
    standing.ifPresent(
        activation -> {
          sql.execute(
              "UPDATE activation SET ended_at = ? WHERE id = ?", sql.now(), activation.id());
          event(sql, "trigger.deactivated", environment, pipeline, actor);
        });
    return standing;
  }

  static List<Activation> standing(Sql sql) {
    return sql.list(SELECT + "ORDER BY environment, activation.pipeline", Activations::read);
  }

  static boolean stands(Sql sql, Id id) {
    return sql.first("SELECT 1 FROM activation WHERE id = ? AND ended_at IS NULL", _ -> 1, id)
        .isPresent();
  }

  static Map<String, Instant> marks(Sql sql, Id activation, String trigger) {
    Map<String, Instant> marks = new LinkedHashMap<>();
    sql.list(
            "SELECT mark, event_time FROM trigger_mark WHERE activation_id = ? AND trigger_key = ?",
            row -> new Mark(row.text("mark"), row.instant("event_time")),
            activation,
            trigger)
        .forEach(mark -> marks.put(mark.text(), mark.eventTime()));
    return marks;
  }

  static void mark(Transaction sql, Dealt dealt) {
    for (Mark mark : dealt.marks()) {
      sql.execute(
          """
          INSERT INTO trigger_mark (activation_id, trigger_key, mark, event_time)
          VALUES (?, ?, ?, ?)
          ON CONFLICT (activation_id, trigger_key, mark) DO UPDATE
          SET event_time = excluded.event_time
          """,
          dealt.activation(),
          dealt.trigger(),
          mark.text(),
          mark.eventTime());
    }
  }

  private static Optional<Activation> find(Sql sql, String environment, String pipeline) {
    return sql.first(
        SELECT + "AND environment = ? AND activation.pipeline = ?",
        Activations::read,
        environment,
        pipeline);
  }

  private static void insert(Transaction sql, Id id, NewActivation wanted) {
    sql.execute(
        """
        INSERT INTO activation (
          id, environment, pipeline, pipeline_version_id, file, params, actor, since, event_time,
          recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        wanted.environment(),
        wanted.pipeline(),
        version(sql, wanted),
        wanted.file(),
        Fields.json(wanted.params()),
        wanted.actor(),
        wanted.eventTime(),
        wanted.eventTime(),
        sql.now());
  }

  private static void update(Transaction sql, Id id, NewActivation wanted) {
    sql.execute(
        """
        UPDATE activation
        SET pipeline_version_id = ?, params = ?, actor = ?, event_time = ?, recorded_at = ?
        WHERE id = ?
        """,
        version(sql, wanted),
        Fields.json(wanted.params()),
        wanted.actor(),
        wanted.eventTime(),
        sql.now(),
        id);
  }

  private static Id version(Transaction sql, NewActivation wanted) {
    return PipelineVersions.record(sql, wanted.pipeline(), wanted.specDigest(), wanted.spec());
  }

  private static void event(
      Transaction sql, String kind, String environment, String pipeline, String actor) {
    sql.event(
        new NewEvent(
            kind, pipeline, actor, sql.now(), Json.object().put("environment", environment)));
  }

  private static Activation read(Row row) {
    return new Activation(
        row.id("id"),
        row.text("environment"),
        row.text("pipeline"),
        row.json("spec"),
        row.digest("spec_digest"),
        row.text("file"),
        row.fields("params"),
        row.text("actor"),
        row.instant("since"),
        row.instant("event_time"),
        row.instant("recorded_at"));
  }
}
