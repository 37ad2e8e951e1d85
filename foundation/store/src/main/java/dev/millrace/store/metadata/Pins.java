package dev.millrace.store.metadata;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.Retention.Kind;
import dev.millrace.store.Retention.Pin;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What must be kept by somebody's word, and what running tasks have found in the store. */
final class Pins {
  private Pins() {}

  static boolean add(Transaction sql, Id subject, String reason, String actor) {
    Kind kind = kind(sql, subject);
    int added =
        sql.execute(
            """
            INSERT INTO pin (subject, kind, reason, actor, recorded_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (subject) DO NOTHING
            """,
            subject,
            kind,
            reason,
            actor,
            sql.now());
    if (added > 0) {
      event(sql, "pin.added", subject, actor, reason);
    }
    return added > 0;
  }

  static boolean remove(Transaction sql, Id subject, String actor) {
    int removed = sql.execute("DELETE FROM pin WHERE subject = ?", subject);
    if (removed > 0) {
      event(sql, "pin.removed", subject, actor, "");
    }
    return removed > 0;
  }

  static List<Pin> list(Sql sql) {
    return sql.list(
        "SELECT * FROM pin ORDER BY seq",
        row ->
            new Pin(
                row.id("subject"),
                row.constant(Kind.class, "kind"),
                row.text("reason"),
                row.text("actor"),
                row.instant("recorded_at")));
  }

  static void hold(Transaction sql, Id run, Collection<Id> artifacts) {
    Artifacts.checkLive(sql, artifacts);
    for (Id artifact : artifacts) {
      sql.execute(
          "INSERT INTO hold (run_id, artifact_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
          run,
          artifact);
    }
  }

  private static Kind kind(Sql sql, Id subject) {
    Optional<String> artifact =
        sql.first("SELECT state FROM artifact WHERE id = ?", row -> row.text("state"), subject);
    if (artifact.isPresent()) {
      if (!artifact.get().equals("LIVE")) {
        throw UserError.notFound("the files of artifact " + subject + " are gone")
            .hint("run its pipeline again to make them anew");
      }
      return Kind.ARTIFACT;
    }
    if (sql.first("SELECT 1 FROM execution WHERE id = ?", _ -> 1, subject).isPresent()) {
      return Kind.EXECUTION;
    }
    if (Runs.find(sql, subject).isPresent()) {
      return Kind.RUN;
    }
    throw UserError.notFound("there is no artifact, execution or run with the id " + subject);
  }

  private static void event(Transaction sql, String kind, Id subject, String actor, String reason) {
    sql.event(
        new NewEvent(kind, subject.hex(), actor, sql.now(), Json.object().put("reason", reason)));
  }
}
