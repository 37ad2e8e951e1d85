package dev.millrace.registry;

import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The history of aliases. An alias stands for what its last change by event time says, so that the
 * question "what was it on 3 March?" and a backtest as of then have one answer, whenever the
 * changes were recorded.
 */
final class Aliases {
  private static final String SELECT =
      """
      SELECT alias_change.*, model.name AS model FROM alias_change
      JOIN model ON model.id = alias_change.model_id
      """;
  private static final String NEWEST_FIRST = "ORDER BY event_time DESC, seq DESC";

  private Aliases() {}

  static void set(
      Transaction sql, ModelEntry model, String alias, Optional<Integer> version, Change change) {
    sql.execute(
        """
        INSERT INTO alias_change (
          model_id, alias, version, run_id, reason, actor, event_time, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        model.id(),
        alias,
        version,
        change.run(),
        change.reason(),
        change.actor(),
        change.eventTime(),
        sql.now());
    ObjectNode data = Json.object().put("alias", alias).put("reason", change.reason());
    version.ifPresentOrElse(number -> data.put("version", number), () -> data.putNull("version"));
    change.run().ifPresent(run -> data.put("run", run.hex()));
    sql.event(new NewEvent("model.alias", model.name(), change.actor(), change.eventTime(), data));
  }

  /** Of all aliases of a model, newest first. */
  static List<AliasChange> history(Sql sql, String model) {
    return sql.list(SELECT + "WHERE model.name = ? " + NEWEST_FIRST, Aliases::read, model);
  }

  /** Of one alias, newest first, nothing later than an instant. */
  static List<AliasChange> history(Sql sql, String model, String alias, Instant asOf) {
    return sql.list(
        SELECT + "WHERE model.name = ? AND alias = ? AND event_time <= ? " + NEWEST_FIRST,
        Aliases::read,
        model,
        alias,
        asOf);
  }

  static List<String> known(Sql sql) {
    return sql.list(
        "SELECT DISTINCT alias FROM alias_change ORDER BY alias", row -> row.text("alias"));
  }

  private static AliasChange read(Row row) {
    return new AliasChange(
        row.text("model"),
        row.text("alias"),
        row.optionalInteger("version"),
        new Change(
            row.text("actor"),
            row.instant("event_time"),
            row.text("reason"),
            row.optionalId("run_id")));
  }
}
