package dev.millrace.store.metadata;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import tools.jackson.databind.JsonNode;

/** The specs that runs have run, each once. */
final class PipelineVersions {
  private PipelineVersions() {}

  /** The version of a pipeline that has this spec, made if it is new. */
  static Id record(Transaction sql, String pipeline, Digest digest, JsonNode spec) {
    return sql.first(
            "SELECT id FROM pipeline_version WHERE pipeline = ? AND spec_digest = ?",
            row -> row.id("id"),
            pipeline,
            digest)
        .orElseGet(
            () -> {
              Id id = Id.at(sql.now());
              sql.execute(
                  """
                  INSERT INTO pipeline_version (id, pipeline, spec_digest, spec, recorded_at)
                  VALUES (?, ?, ?, ?, ?)
                  """,
                  id,
                  pipeline,
                  digest,
                  spec,
                  sql.now());
              return id;
            });
  }

  /** The spec that a run runs now. */
  static JsonNode ofRun(Sql sql, Id run) {
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
}
