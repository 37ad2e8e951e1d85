package dev.millrace.store.lineage;

import dev.millrace.core.run.RunState;
import dev.millrace.store.database.Many;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import java.util.Collection;
import java.util.List;

/** Reads what is to be said of nodes. */
final class NodeReader {
  private NodeReader() {}

  /** Those of the nodes that are there, in any order. */
  static List<Node> read(Sql sql, Kind kind, Collection<String> keys) {
    return Many.list(sql, text(kind), row -> node(kind, row), kind.values(keys));
  }

  private static String text(Kind kind) {
    return switch (kind) {
      case ARTIFACT -> "SELECT id, type, digest, state FROM artifact WHERE id IN (?*)";
      case EXECUTION ->
          "SELECT id, pipeline, step, run_id, recorded_at FROM execution WHERE id IN (?*)";
      case RUN ->
          """
          SELECT run.id, run.pipeline, spec_digest, state, as_of, trigger_name, reason
          FROM run JOIN pipeline_version ON pipeline_version.id = run.pipeline_version_id
          WHERE run.id IN (?*)
          """;
      case MODEL_VERSION ->
          """
          SELECT model_version.id, model.name AS model, version
          FROM model_version JOIN model ON model.id = model_version.model_id
          WHERE model_version.id IN (?*)
          """;
      case DEPLOYMENT ->
          """
          SELECT deployment.seq, environment, model.name AS model, version, event_time
          FROM deployment JOIN model ON model.id = deployment.model_id
          WHERE deployment.seq IN (?*)
          """;
    };
  }

  private static Node node(Kind kind, Row row) {
    return switch (kind) {
      case ARTIFACT ->
          new Node.OfArtifact(
              row.id("id"),
              row.text("type"),
              row.digest("digest"),
              row.text("state").equals("LIVE"));
      case EXECUTION ->
          new Node.OfExecution(
              row.id("id"),
              row.text("pipeline"),
              row.text("step"),
              row.id("run_id"),
              row.instant("recorded_at"));
      case RUN ->
          new Node.OfRun(
              row.id("id"),
              row.text("pipeline"),
              row.digest("spec_digest"),
              row.constant(RunState.class, "state"),
              row.instant("as_of"),
              row.text("trigger_name"),
              row.text("reason"));
      case MODEL_VERSION ->
          new Node.OfModelVersion(row.id("id"), row.text("model"), row.integer("version"));
      case DEPLOYMENT ->
          new Node.OfDeployment(
              row.number("seq"),
              row.text("environment"),
              row.text("model"),
              row.integer("version"),
              row.instant("event_time"));
    };
  }
}
