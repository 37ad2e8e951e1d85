package dev.millrace.registry;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The tables of models and their versions. */
final class Versions {
  private static final String SELECT_MODEL =
      """
      SELECT model.*, project.name AS project,
        (SELECT max(version) FROM model_version WHERE model_id = model.id) AS latest
      FROM model JOIN project ON project.id = model.project_id
      """;
  private static final String SELECT =
      """
      SELECT model_version.*, model.name AS model FROM model_version
      JOIN model ON model.id = model_version.model_id
      """;

  private Versions() {}

  /** The version that has this content already, or the next number. */
  static VersionEntry register(Transaction sql, Registration registration) {
    Id model = model(sql, registration);
    Optional<VersionEntry> same = find(sql, registration.name(), registration.digest());
    if (same.isPresent()) {
      return same.get();
    }
    int version = next(sql, model);
    sql.execute(
        """
        INSERT INTO model_version (
          id, model_id, version, artifact_id, digest, blessing_id, run_id, evidence, event_time,
          recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        Id.at(sql.now()),
        model,
        version,
        registration.artifact(),
        registration.digest(),
        registration.blessing(),
        registration.run(),
        Fields.json(registration.evidence()),
        registration.asOf(),
        sql.now());
    JsonNode data =
        Json.object()
            .put("version", version)
            .put("digest", registration.digest().hex())
            .put("run", registration.run().hex());
    sql.event(
        new NewEvent(
            "model.version",
            registration.name(),
            Runs.actor(sql, registration.run()),
            registration.asOf(),
            data));
    return find(sql, registration.name(), version).orElseThrow();
  }

  static List<ModelEntry> models(Sql sql) {
    return sql.list(SELECT_MODEL + "ORDER BY model.name", Versions::readModel);
  }

  static Optional<ModelEntry> findModel(Sql sql, String name) {
    return sql.first(SELECT_MODEL + "WHERE model.name = ?", Versions::readModel, name);
  }

  /** Newest first. */
  static List<VersionEntry> list(Sql sql, String model) {
    return sql.list(SELECT + "WHERE model.name = ? ORDER BY version DESC", Versions::read, model);
  }

  static Optional<VersionEntry> find(Sql sql, String model, int version) {
    return sql.first(
        SELECT + "WHERE model.name = ? AND version = ?", Versions::read, model, version);
  }

  static Optional<VersionEntry> find(Sql sql, String model, Digest digest) {
    return sql.first(SELECT + "WHERE model.name = ? AND digest = ?", Versions::read, model, digest);
  }

  static List<VersionEntry> ofRun(Sql sql, Id run) {
    return sql.list(
        SELECT + "WHERE model_version.run_id = ? ORDER BY model.name, version",
        Versions::read,
        run);
  }

  static List<VersionEntry> ofContent(Sql sql, Digest digest) {
    return sql.list(
        SELECT + "WHERE digest = ? ORDER BY model.name, version", Versions::read, digest);
  }

  private static Id model(Transaction sql, Registration registration) {
    sql.execute(
        """
        INSERT INTO model (id, project_id, name, recorded_at)
        SELECT ?, experiment.project_id, ?, ?
        FROM run JOIN experiment ON experiment.id = run.experiment_id WHERE run.id = ?
        ON CONFLICT DO NOTHING
        """,
        Id.at(sql.now()),
        registration.name(),
        sql.now(),
        registration.run());
    return sql.first(
            "SELECT id FROM model WHERE name = ?", row -> row.id("id"), registration.name())
        .orElseThrow(
            () ->
                new IllegalArgumentException("there is no run with the id " + registration.run()));
  }

  private static int next(Sql sql, Id model) {
    return sql.first(
            "SELECT coalesce(max(version), 0) + 1 AS next FROM model_version WHERE model_id = ?",
            row -> row.integer("next"),
            model)
        .orElse(1);
  }

  private static ModelEntry readModel(Row row) {
    return new ModelEntry(
        row.id("id"),
        row.text("name"),
        row.text("project"),
        row.text("description"),
        row.optionalInteger("latest").orElse(0),
        row.instant("recorded_at"));
  }

  private static VersionEntry read(Row row) {
    return new VersionEntry(
        row.id("id"),
        row.text("model"),
        row.integer("version"),
        row.id("artifact_id"),
        row.digest("digest"),
        row.id("run_id"),
        row.optionalId("blessing_id"),
        row.fields("evidence"),
        row.text("description"),
        row.instant("event_time"),
        row.instant("recorded_at"));
  }
}
