package dev.millrace.store.lineage;

import dev.millrace.store.database.Many;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.lineage.Edge.Link;
import java.util.Collection;
import java.util.List;

/**
 * Where the edges of one link are in the tables.
 *
 * @param text SQL that gives {@code source}, {@code target} and {@code name}, up to its condition
 * @param source the column by which the edges from a node are looked up
 * @param target the column by which the edges to a node are looked up
 */
record Relation(Link link, Kind from, Kind to, String text, String source, String target) {

  static final Relation INPUT =
      new Relation(
          Link.INPUT,
          Kind.ARTIFACT,
          Kind.EXECUTION,
          "SELECT artifact_id AS source, execution_id AS target, name FROM execution_input",
          "artifact_id",
          "execution_id");

  static final Relation OUTPUT =
      new Relation(
          Link.OUTPUT,
          Kind.EXECUTION,
          Kind.ARTIFACT,
          "SELECT execution_id AS source, artifact_id AS target, name FROM execution_output",
          "execution_id",
          "artifact_id");

  static final Relation RAN =
      new Relation(
          Link.RAN,
          Kind.RUN,
          Kind.EXECUTION,
          "SELECT run_id AS source, id AS target, step AS name FROM execution",
          "run_id",
          "id");

  static final Relation REUSED =
      new Relation(
          Link.REUSED,
          Kind.EXECUTION,
          Kind.RUN,
          """
          SELECT execution.id AS source, task.run_id AS target, task.step AS name
          FROM task JOIN execution
            ON execution.id = task.execution_id AND execution.run_id <> task.run_id
          """,
          "task.execution_id",
          "task.run_id");

  static final Relation SAME_CONTENT =
      new Relation(
          Link.SAME_CONTENT,
          Kind.ARTIFACT,
          Kind.ARTIFACT,
          """
          SELECT artifact.id AS source, same.id AS target, '' AS name
          FROM artifact JOIN artifact AS same
            ON same.digest = artifact.digest AND same.type = artifact.type
            AND same.id <> artifact.id
          """,
          "artifact.id",
          "same.id");

  static final Relation REGISTERED =
      new Relation(
          Link.REGISTERED,
          Kind.ARTIFACT,
          Kind.MODEL_VERSION,
          "SELECT artifact_id AS source, id AS target, '' AS name FROM model_version",
          "artifact_id",
          "id");

  static final Relation BLESSED =
      new Relation(
          Link.BLESSED,
          Kind.ARTIFACT,
          Kind.MODEL_VERSION,
          """
          SELECT blessing_id AS source, id AS target, '' AS name
          FROM (SELECT * FROM model_version WHERE blessing_id IS NOT NULL) AS blessed
          """,
          "blessing_id",
          "id");

  static final Relation REGISTERED_BY =
      new Relation(
          Link.REGISTERED_BY,
          Kind.RUN,
          Kind.MODEL_VERSION,
          "SELECT run_id AS source, id AS target, '' AS name FROM model_version",
          "run_id",
          "id");

  static final Relation DEPLOYED =
      new Relation(
          Link.DEPLOYED,
          Kind.MODEL_VERSION,
          Kind.DEPLOYMENT,
          """
          SELECT model_version.id AS source, deployment.seq AS target, environment AS name
          FROM deployment JOIN model_version
            ON model_version.model_id = deployment.model_id
            AND model_version.version = deployment.version
          """,
          "model_version.id",
          "deployment.seq");

  static final Relation DEPLOYED_BY =
      new Relation(
          Link.DEPLOYED_BY,
          Kind.RUN,
          Kind.DEPLOYMENT,
          """
          SELECT run_id AS source, seq AS target, environment AS name
          FROM (SELECT * FROM deployment WHERE run_id IS NOT NULL) AS by_a_run
          """,
          "run_id",
          "seq");

  static final List<Relation> ALL =
      List.of(
          INPUT,
          OUTPUT,
          RAN,
          REUSED,
          SAME_CONTENT,
          REGISTERED,
          BLESSED,
          REGISTERED_BY,
          DEPLOYED,
          DEPLOYED_BY);

  /**
   * The edges from any of some nodes.
   *
   * @param most rows read for one batch of nodes
   */
  List<Edge> from(Sql sql, Collection<String> keys, int most) {
    return edges(sql, source, from.values(keys), most);
  }

  /** The edges to any of some nodes. */
  List<Edge> to(Sql sql, Collection<String> keys, int most) {
    return edges(sql, target, to.values(keys), most);
  }

  private List<Edge> edges(Sql sql, String column, List<?> values, int most) {
    return Many.list(sql, text + " WHERE " + column + " IN (?*) LIMIT ?", this::edge, values, most);
  }

  private Edge edge(Row row) {
    return new Edge(from.key(row, "source"), to.key(row, "target"), link, row.text("name"));
  }
}
