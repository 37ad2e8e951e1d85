package dev.millrace.store.metadata;

import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.ArtifactQuery.Verdict;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds artifacts by what they are and where they come from, among very many.
 *
 * <p>Something rare that is asked for, a property or a verdict, leads: what has it is looked at one
 * by one. If all of it is common, an index has the candidates in the order they are wanted in, and
 * reading ends when enough of them fit. CROSS JOIN tells SQLite to keep to that.
 */
final class ArtifactSearch {
  /** Up to so many rows are rare. */
  private static final int RARE = 5000;

  private static final String NEWEST_FIRST =
      " ORDER BY artifact.as_of DESC, artifact.execution_seq DESC LIMIT ? OFFSET ?";

  /** From an artifact to the verdicts on its content. */
  private static final String JUDGED =
      """
       artifact AS same CROSS JOIN execution_input CROSS JOIN execution_output
      CROSS JOIN artifact AS verdict CROSS JOIN artifact_property AS said
      """;

  /** The same from its other end. */
  private static final String JUDGING =
      """
       artifact_property AS said CROSS JOIN artifact AS verdict CROSS JOIN execution_output
      CROSS JOIN execution_input CROSS JOIN artifact AS same
      """;

  private static final String SAID =
      """
      WHERE execution_input.artifact_id = same.id
        AND execution_output.execution_id = execution_input.execution_id
        AND verdict.id = execution_output.artifact_id AND said.artifact_id = verdict.id
        AND execution_input.name = ? AND verdict.type = ? AND verdict.as_of <= ?
        AND said.name = ? AND said.content = ?
      """;

  private final ArtifactQuery query;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String tables = "artifact";

  private ArtifactSearch(ArtifactQuery query) {
    this.query = query;
  }

  static List<ArtifactRow> find(Sql sql, ArtifactQuery query) {
    ArtifactSearch search = new ArtifactSearch(query);
    return switch (query.order()) {
      case NEWEST -> search.newest(sql);
      case LATEST_SPAN -> search.latestSpans(sql);
    };
  }

  private List<ArtifactRow> newest(Sql sql) {
    if (!leadByProperty(sql)) {
      leadByVerdict(sql);
    }
    conditions();
    values.add(query.limit());
    values.add(query.skip());
    return sql.list(select() + NEWEST_FIRST, Artifacts::read, values.toArray());
  }

  /** Goes from span to span: there are few of them, each perhaps with many versions. */
  private List<ArtifactRow> latestSpans(Sql sql) {
    conditions();
    condition("artifact.span_start IS NOT NULL AND artifact.span_end IS NOT NULL");
    List<ArtifactRow> found = new ArrayList<>();
    long wanted = (long) query.skip() + query.limit();
    Optional<Spanning> next = latest(sql, "artifact.span_end <= ?", query.asOf());
    for (long seen = 0; seen < wanted && next.isPresent(); seen++) {
      Spanning span = next.get();
      if (seen >= query.skip()) {
        found.add(span.artifact());
      }
      next =
          latest(
              sql, "(artifact.span_end, artifact.span_start) < (?, ?)", span.end(), span.start());
    }
    return List.copyOf(found);
  }

  private Optional<Spanning> latest(Sql sql, String bound, Object... bounds) {
    List<Object> all = new ArrayList<>(values);
    Collections.addAll(all, bounds);
    return sql.first(
        select()
            + (" AND " + bound)
            + " ORDER BY artifact.span_end DESC, artifact.span_start DESC, artifact.as_of DESC,"
            + " artifact.execution_seq DESC LIMIT 1",
        Spanning::read,
        all.toArray());
  }

  private boolean leadByProperty(Sql sql) {
    for (var property : query.properties().entrySet()) {
      String content = PropertyIndex.content(property.getValue());
      if (rare(sql, property.getKey(), content)) {
        tables = "artifact_property AS rarest CROSS JOIN artifact";
        condition(
            "rarest.artifact_id = artifact.id AND rarest.name = ? AND rarest.content = ?",
            property.getKey(),
            content);
        return true;
      }
    }
    return false;
  }

  private void leadByVerdict(Sql sql) {
    query
        .verdict()
        .filter(verdict -> rare(sql, verdict.property(), PropertyIndex.content(verdict.value())))
        .ifPresent(
            verdict -> {
              tables =
                  "(SELECT DISTINCT same.digest, same.type FROM"
                      + (JUDGING + SAID)
                      + ") AS judged CROSS JOIN artifact";
              Collections.addAll(values, said(verdict));
              condition("artifact.digest = judged.digest AND artifact.type = judged.type");
            });
  }

  private static boolean rare(Sql sql, String property, String content) {
    return sql.first(
            "SELECT 1 FROM artifact_property WHERE name = ? AND content = ? LIMIT 1 OFFSET ?",
            _ -> 1,
            property,
            content,
            RARE)
        .isEmpty();
  }

  private void conditions() {
    condition("artifact.state = 'LIVE' AND artifact.type = ?", query.type());
    query.pipeline().ifPresent(name -> condition("artifact.pipeline = ?", name));
    query.step().ifPresent(path -> condition("artifact.step = ?", path));
    condition("artifact.as_of <= ?", query.asOf());
    query
        .properties()
        .forEach(
            (name, value) ->
                condition(
                    "EXISTS (SELECT 1 FROM artifact_property"
                        + " WHERE artifact_id = artifact.id AND name = ? AND content = ?)",
                    name,
                    PropertyIndex.content(value)));
    if (!tables.contains("judged")) {
      query
          .verdict()
          .ifPresent(
              verdict ->
                  condition(
                      "EXISTS (SELECT 1 FROM"
                          + (JUDGED + SAID)
                          + " AND same.digest = artifact.digest AND same.type = artifact.type)",
                      said(verdict)));
    }
  }

  private Object[] said(Verdict verdict) {
    return new Object[] {
      verdict.input(),
      verdict.type(),
      query.asOf(),
      verdict.property(),
      PropertyIndex.content(verdict.value())
    };
  }

  private String select() {
    return "SELECT artifact.* FROM " + tables + " WHERE " + String.join(" AND ", conditions);
  }

  private void condition(String condition, Object... of) {
    conditions.add(condition);
    Collections.addAll(values, of);
  }

  private record Spanning(ArtifactRow artifact, Instant start, Instant end) {
    static Spanning read(Row row) {
      return new Spanning(Artifacts.read(row), row.instant("span_start"), row.instant("span_end"));
    }
  }
}
