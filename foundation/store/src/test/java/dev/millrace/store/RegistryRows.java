package dev.millrace.store;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.util.Optional;

/** Rows as the registry writes them, which this module cannot see. */
public record RegistryRows(SqlMetadataStore store) {

  /** A version of a model, which is made if there is none of the name. */
  public Id version(String model, int version, ArtifactRow bundle, Optional<Id> blessing, Id run) {
    Id id = Id.at(Samples.NOON);
    store
        .database()
        .change(
            sql -> {
              sql.execute(
                  """
                  INSERT INTO model (id, project_id, name, recorded_at)
                  SELECT ?, id, ?, 0 FROM project WHERE true ON CONFLICT DO NOTHING
                  """,
                  Id.at(Samples.NOON),
                  model);
              sql.execute(
                  """
                  INSERT INTO model_version (
                    id, model_id, version, artifact_id, digest, blessing_id, run_id, evidence,
                    event_time, recorded_at)
                  SELECT ?, id, ?, ?, ?, ?, ?, '{}', 0, 0 FROM model WHERE name = ?
                  """,
                  id,
                  version,
                  bundle.id(),
                  bundle.digest(),
                  blessing,
                  run,
                  model);
            });
    return id;
  }

  public void deployment(String environment, String model, int version, Optional<Id> run) {
    store
        .database()
        .change(
            sql ->
                sql.execute(
                    """
                    INSERT INTO deployment (
                      environment, model_id, version, run_id, reason, actor, event_time,
                      recorded_at)
                    SELECT ?, id, ?, ?, '', 'ada', 0, 0 FROM model WHERE name = ?
                    """,
                    environment,
                    version,
                    run,
                    model));
  }
}
