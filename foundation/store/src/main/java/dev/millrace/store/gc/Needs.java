package dev.millrace.store.gc;

import dev.millrace.core.value.Id;
import dev.millrace.store.Retention.Kind;
import dev.millrace.store.database.Many;
import dev.millrace.store.database.Sql;
import dev.millrace.store.gc.Keeper.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which artifacts are needed, at one moment of the database, and by what first. All of it is asked
 * in sets: there may be a million artifacts.
 */
final class Needs {
  private static final String MADE =
      """
      SELECT task.run_id AS source, execution_output.artifact_id AS target
      FROM task JOIN execution_output ON execution_output.execution_id = task.execution_id
      WHERE task.run_id IN (?*)
      """;
  private static final String READ =
      """
      SELECT task.run_id AS source, execution_input.artifact_id AS target
      FROM task JOIN execution_input ON execution_input.execution_id = task.execution_id
      WHERE task.run_id IN (?*)
      """;
  private static final String WENT_INTO =
      """
      SELECT execution_output.artifact_id AS source, execution_input.artifact_id AS target
      FROM execution_output
      JOIN execution_input ON execution_input.execution_id = execution_output.execution_id
      WHERE execution_output.artifact_id IN (?*)
      """;

  private final Sql sql;
  private final Map<String, Keeper> artifacts = new HashMap<>();
  private final Set<String> runs = new HashSet<>();

  private Needs(Sql sql) {
    this.sql = sql;
  }

  /**
   * Finds out all of it.
   *
   * @param now by the clock that recorded things
   */
  static Needs of(Sql sql, Policy policy, Instant now) {
    Needs needs = new Needs(sql);
    needs.modelVersions();
    needs.pins();
    needs.underWay();
    needs.newest(policy.newestRuns());
    needs.young(now.minus(policy.youngerThan()), policy);
    return needs;
  }

  /** What needs an artifact, if anything. */
  Optional<Keeper> keeper(Id artifact) {
    return Optional.ofNullable(artifacts.get(artifact.hex()));
  }

  /** True for a run that is kept itself, whatever it made. */
  boolean keepsRun(Id run) {
    return runs.contains(run.hex());
  }

  /** The bundle, the blessing, all that their runs made, and everything upstream of these. */
  private void modelVersions() {
    Map<String, Keeper> roots = new HashMap<>();
    Map<String, Keeper> by = new HashMap<>();
    sql.each(
        """
        SELECT model.name AS model, model_version.version, artifact_id, blessing_id,
          model_version.run_id, deployment.run_id AS deployed_by
        FROM model_version JOIN model ON model.id = model_version.model_id
        LEFT JOIN deployment ON deployment.model_id = model_version.model_id
          AND deployment.version = model_version.version
        ORDER BY model_version.id
        """,
        row -> {
          String what = "model " + row.text("model") + " version " + row.integer("version");
          Keeper keeper = new Keeper(Reason.MODEL_VERSION, what);
          roots.putIfAbsent(row.text("artifact_id"), keeper);
          row.optionalText("blessing_id").ifPresent(id -> roots.putIfAbsent(id, keeper));
          by.putIfAbsent(row.text("run_id"), keeper);
          row.optionalText("deployed_by").ifPresent(id -> by.putIfAbsent(id, keeper));
        });
    runs.addAll(by.keySet());
    roots.putAll(along(MADE, by, roots.keySet()));
    Map<String, Keeper> frontier = roots;
    while (!frontier.isEmpty()) {
      artifacts.putAll(frontier);
      frontier = along(WENT_INTO, frontier, artifacts.keySet());
    }
  }

  private void pins() {
    for (Kind kind : Kind.values()) {
      Map<String, Keeper> pinned = new HashMap<>();
      sql.each(
          "SELECT subject, reason FROM pin WHERE kind = ? ORDER BY seq",
          row ->
              pinned.put(
                  row.text("subject"),
                  new Keeper(Reason.PIN, words(kind, row.id("subject"), row.text("reason")))),
          kind);
      switch (kind) {
        case ARTIFACT -> keep(pinned);
        case EXECUTION -> {
          keep(along(ofExecutions("execution_output"), pinned, Set.of()));
          keep(along(ofExecutions("execution_input"), pinned, Set.of()));
        }
        case RUN -> {
          runs.addAll(pinned.keySet());
          keep(along(MADE, pinned, Set.of()));
          keep(along(READ, pinned, Set.of()));
        }
      }
    }
  }

  private void underWay() {
    Map<String, Keeper> by =
        keepers(
            "SELECT id, pipeline FROM run WHERE state IN ('PENDING', 'RUNNING')",
            Reason.UNDER_WAY,
            "a run of %s that has not ended");
    runs.addAll(by.keySet());
    keep(along(MADE, by, Set.of()));
    keep(
        along(
            "SELECT run_id AS source, artifact_id AS target FROM hold WHERE run_id IN (?*)",
            by,
            Set.of()));
  }

  private void newest(int count) {
    Map<String, Keeper> by =
        keepers(
            """
            SELECT id, pipeline FROM (
              SELECT id, pipeline, row_number() OVER (PARTITION BY pipeline ORDER BY seq DESC) AS place
              FROM run) AS ranked
            WHERE place <= ?
            """,
            Reason.NEWEST_RUNS,
            "the newest " + count + " runs of %s",
            count);
    runs.addAll(by.keySet());
    keep(along(MADE, by, Set.of()));
  }

  private void young(Instant since, Policy policy) {
    String what = "younger than " + policy.youngerThan();
    Map<String, Keeper> by =
        keepers("SELECT id, pipeline FROM run WHERE recorded_at >= ?", Reason.YOUNG, what, since);
    runs.addAll(by.keySet());
    keep(along(MADE, by, Set.of()));
    Map<String, Keeper> executions =
        keepers(
            "SELECT id, pipeline FROM execution WHERE recorded_at >= ?", Reason.YOUNG, what, since);
    keep(along(ofExecutions("execution_output"), executions, Set.of()));
  }

  private Map<String, Keeper> keepers(
      String text, Reason reason, String what, Object... parameters) {
    Map<String, Keeper> keepers = new HashMap<>();
    Map<String, Keeper> one = new HashMap<>();
    sql.each(
        text,
        row ->
            keepers.put(
                row.text("id"),
                one.computeIfAbsent(
                    row.text("pipeline"), name -> new Keeper(reason, what.formatted(name)))),
        parameters);
    return keepers;
  }

  /**
   * What the sources lead to, with the keeper of the source.
   *
   * @param text SQL that gives the columns source and target for {@code IN (?*)} sources
   * @param known targets that are left out
   */
  private Map<String, Keeper> along(
      String text, Map<String, Keeper> sources, Collection<String> known) {
    Map<String, Keeper> reached = new HashMap<>();
    Many.each(
        sql,
        text,
        row -> {
          String target = row.text("target");
          if (!known.contains(target)) {
            reached.putIfAbsent(target, sources.get(row.text("source")));
          }
        },
        sources.keySet());
    return reached;
  }

  private void keep(Map<String, Keeper> needed) {
    needed.forEach(artifacts::putIfAbsent);
  }

  private static String ofExecutions(String table) {
    return "SELECT execution_id AS source, artifact_id AS target FROM "
        + table
        + " WHERE execution_id IN (?*)";
  }

  private static String words(Kind kind, Id subject, String reason) {
    String noun =
        switch (kind) {
          case ARTIFACT -> "artifact ";
          case EXECUTION -> "execution ";
          case RUN -> "run ";
        };
    return "pinned " + noun + subject.brief() + (reason.isEmpty() ? "" : ": " + reason);
  }
}
