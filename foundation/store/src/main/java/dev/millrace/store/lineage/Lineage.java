package dev.millrace.store.lineage;

import dev.millrace.core.value.Id;
import dev.millrace.store.database.Database;
import dev.millrace.store.database.Sql;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What went into something, and what came of it: from an artifact, an execution, a run, a model
 * version or a deployment, both ways. A prediction names its model version.
 */
public final class Lineage {
  private static final List<Kind> WITH_ID =
      List.of(Kind.ARTIFACT, Kind.RUN, Kind.EXECUTION, Kind.MODEL_VERSION);

  private final Database database;

  private Lineage(Database database) {
    this.database = database;
  }

  public static Lineage of(SqlMetadataStore store) {
    return new Lineage(store.database());
  }

  /** The artifact, run, execution or model version with an id. */
  public Optional<Node> find(Id id) {
    return database.read(
        sql -> WITH_ID.stream().flatMap(kind -> node(sql, kind, id.hex())).findFirst());
  }

  /** A version of a model, by its number. */
  public Optional<Node> findVersion(String model, int version) {
    return database.read(
        sql ->
            sql.first(
                    """
                    SELECT model_version.id FROM model_version
                    JOIN model ON model.id = model_version.model_id
                    WHERE model.name = ? AND version = ?
                    """,
                    row -> row.text("id"),
                    model,
                    version)
                .flatMap(key -> node(sql, Kind.MODEL_VERSION, key).findFirst()));
  }

  /** What an environment is to serve of a model now: the last deployment by event time. */
  public Optional<Node> findDeployment(String environment, String model) {
    return database.read(
        sql ->
            sql.first(
                    """
                    SELECT seq FROM deployment
                    JOIN model ON model.id = deployment.model_id
                    WHERE environment = ? AND model.name = ?
                    ORDER BY event_time DESC, seq DESC LIMIT 1
                    """,
                    row -> Kind.DEPLOYMENT.key(row, "seq"),
                    environment,
                    model)
                .flatMap(key -> node(sql, Kind.DEPLOYMENT, key).findFirst()));
  }

  /** Everything that went into something. */
  public Graph upstream(Node root, Limits limits) {
    return database.read(sql -> new Walk(sql, Direction.UPSTREAM, limits).from(root));
  }

  /** Everything that came of something; equal content counts as the thing itself. */
  public Graph downstream(Node root, Limits limits) {
    return database.read(sql -> new Walk(sql, Direction.DOWNSTREAM, limits).from(root));
  }

  private static Stream<Node> node(Sql sql, Kind kind, String key) {
    return NodeReader.read(sql, kind, List.of(key)).stream();
  }
}
