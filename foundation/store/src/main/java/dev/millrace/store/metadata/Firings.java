package dev.millrace.store.metadata;

import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.List;
import java.util.Optional;

/** When triggers fired: each firing once, however often it is noticed. */
final class Firings {
  private Firings() {}

  static boolean record(Transaction sql, Firing firing) {
    int added =
        sql.execute(
            """
            INSERT INTO firing (
              idempotency_key, pipeline, trigger_name, event_time, recorded_at, reason)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (idempotency_key) DO NOTHING
            """,
            firing.idempotencyKey(),
            firing.pipeline(),
            firing.trigger(),
            firing.eventTime(),
            firing.recordedAt(),
            firing.reason());
    if (added == 0) {
      return false;
    }
    sql.event(
        new NewEvent(
            "trigger.fired",
            firing.pipeline(),
            "trigger:" + firing.trigger(),
            firing.eventTime(),
            Json.object().put("trigger", firing.trigger()).put("reason", firing.reason())));
    return true;
  }

  static Optional<Firing> latest(Sql sql, String pipeline, String trigger) {
    return sql.first(
        """
        SELECT * FROM firing WHERE pipeline = ? AND trigger_name = ?
        ORDER BY event_time DESC, recorded_at DESC LIMIT 1
        """,
        Firings::read,
        pipeline,
        trigger);
  }

  static Optional<Firing> latest(Sql sql, Id activation, String trigger) {
    return sql.first(
        """
        SELECT * FROM firing WHERE activation_id = ? AND trigger_name = ?
        ORDER BY recorded_at DESC, event_time DESC LIMIT 1
        """,
        Firings::read,
        activation,
        trigger);
  }

  static void belongTo(Transaction sql, Firing firing, Id activation) {
    sql.execute(
        "UPDATE firing SET activation_id = ? WHERE idempotency_key = ?",
        activation,
        firing.idempotencyKey());
  }

  static List<Firing> unsettled(Sql sql, Id activation) {
    return sql.list(
        """
        SELECT * FROM firing WHERE activation_id = ? AND settled = 0
        ORDER BY recorded_at, event_time, idempotency_key
        """,
        Firings::read,
        activation);
  }

  static void settle(Transaction sql, Firing firing) {
    sql.execute("UPDATE firing SET settled = 1 WHERE idempotency_key = ?", firing.idempotencyKey());
  }

  private static Firing read(Row row) {
    return new Firing(
        row.text("pipeline"),
        row.text("trigger_name"),
        row.text("idempotency_key"),
        row.instant("event_time"),
        row.instant("recorded_at"),
        row.text("reason"));
  }
}
