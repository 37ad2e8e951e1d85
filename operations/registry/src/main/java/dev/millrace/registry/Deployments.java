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

/** The history of desired states. A server reconciles to the last by event time. */
final class Deployments {
  private static final String SELECT =
      """
      SELECT deployment.*, model.name AS model FROM deployment
      JOIN model ON model.id = deployment.model_id
      """;
  private static final String NEWEST_FIRST = "ORDER BY event_time DESC, seq DESC";

  private Deployments() {}

  static void set(
      Transaction sql, ModelEntry model, int version, String environment, Change change) {
    sql.execute(
        """
        INSERT INTO deployment (
          environment, model_id, version, run_id, reason, actor, event_time, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        environment,
        model.id(),
        version,
        change.run(),
        change.reason(),
        change.actor(),
        change.eventTime(),
        sql.now());
    ObjectNode data =
        Json.object()
            .put("environment", environment)
            .put("version", version)
            .put("reason", change.reason());
    change.run().ifPresent(run -> data.put("run", run.hex()));
    sql.event(
        new NewEvent("deployment.desired", model.name(), change.actor(), change.eventTime(), data));
  }

  /** Newest first. */
  static List<DesiredDeployment> history(Sql sql, String environment, String model) {
    return sql.list(
        SELECT + "WHERE environment = ? AND model.name = ? " + NEWEST_FIRST,
        Deployments::read,
        environment,
        model);
  }

  static Optional<DesiredDeployment> desired(
      Sql sql, String environment, String model, Instant asOf) {
    return sql.first(
        SELECT
            + "WHERE environment = ? AND model.name = ? AND event_time <= ? "
            + NEWEST_FIRST
            + " LIMIT 1",
        Deployments::read,
        environment,
        model,
        asOf);
  }

  /** Of every model in an environment, by the model's name. */
  static List<DesiredDeployment> desired(Sql sql, String environment) {
    return sql.list(
        SELECT
            + """
            WHERE environment = ? AND NOT EXISTS (
              SELECT 1 FROM deployment AS later
              WHERE later.environment = deployment.environment
                AND later.model_id = deployment.model_id
                AND (later.event_time > deployment.event_time
                  OR later.event_time = deployment.event_time AND later.seq > deployment.seq))
            ORDER BY model.name
            """,
        Deployments::read,
        environment);
  }

  /** Of one model, by environment. */
  static List<DesiredDeployment> ofModel(Sql sql, String model) {
    return environments(sql).stream()
        .flatMap(environment -> desired(sql, environment).stream())
        .filter(desired -> desired.model().equals(model))
        .toList();
  }

  static List<String> environments(Sql sql) {
    return sql.list(
        "SELECT DISTINCT environment FROM deployment ORDER BY environment",
        row -> row.text("environment"));
  }

  private static DesiredDeployment read(Row row) {
    return new DesiredDeployment(
        row.text("environment"),
        row.text("model"),
        row.integer("version"),
        new Change(
            row.text("actor"),
            row.instant("event_time"),
            row.text("reason"),
            row.optionalId("run_id")));
  }
}
