package dev.millrace.store.metadata;

import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.Optional;

/** Requests to end a run, which wait for whoever holds its lease. */
final class Cancellations {
  private Cancellations() {}

  static boolean request(Transaction sql, Id run, String actor) {
    if (Runs.require(sql, run).state().ended()) {
      return false;
    }
    int added =
        sql.execute(
            """
            INSERT INTO cancel_request (run_id, actor, recorded_at) VALUES (?, ?, ?)
            ON CONFLICT (run_id) DO NOTHING
            """,
            run,
            actor,
            sql.now());
    if (added > 0) {
      sql.event(new NewEvent("run.cancel_requested", run.hex(), actor, sql.now(), Json.object()));
    }
    return true;
  }

  static Optional<String> requested(Sql sql, Id run) {
    return sql.first(
        "SELECT actor FROM cancel_request WHERE run_id = ?", row -> row.text("actor"), run);
  }

  /** A run that is resumed was meant to go on. */
  static void forget(Transaction sql, Id run) {
    sql.execute("DELETE FROM cancel_request WHERE run_id = ?", run);
  }
}
