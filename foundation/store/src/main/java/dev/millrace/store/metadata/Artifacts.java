package dev.millrace.store.metadata;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.FilesGone;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Many;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Rows of published artifacts: one for each publication, many of which may share their content. */
final class Artifacts {
  private static final String SELECT = "SELECT * FROM artifact ";

  private Artifacts() {}

  /** Records a publication; once is enough if one execution has it under two names. */
  static void record(Transaction sql, ArtifactRow row, Id execution) {
    int added =
        sql.execute(
            """
            INSERT INTO artifact (
              id, type, digest, bytes, properties, state, recorded_at, span_start, span_end,
              pipeline, step, as_of, execution_seq)
            SELECT ?, ?, ?, ?, ?, 'LIVE', ?, ?, ?,
              execution.pipeline, execution.step, run.as_of, execution.seq
            FROM execution JOIN run ON run.id = execution.run_id WHERE execution.id = ?
            ON CONFLICT (id) DO NOTHING
            """,
            row.id(),
            row.type(),
            row.digest(),
            row.bytes(),
            Fields.json(row.properties()),
            row.recordedAt(),
            PropertyIndex.instant(row, "span_start"),
            PropertyIndex.instant(row, "span_end"),
            execution);
    if (added > 0) {
      PropertyIndex.record(sql, row);
    }
  }

  /** What no execution made: recorded once for each content. */
  static ArtifactRow imported(Transaction sql, ArtifactRow row) {
    Optional<ArtifactRow> same =
        sql.first(
            SELECT + "WHERE digest = ? AND type = ? AND state = 'LIVE' ORDER BY recorded_at, id",
            Artifacts::read,
            row.digest(),
            row.type());
    if (same.isPresent()) {
      return same.get();
    }
    sql.execute(
        """
        INSERT INTO artifact (id, type, digest, bytes, properties, state, recorded_at)
        VALUES (?, ?, ?, ?, ?, 'LIVE', ?)
        """,
        row.id(),
        row.type(),
        row.digest(),
        row.bytes(),
        Fields.json(row.properties()),
        row.recordedAt());
    return row;
  }

  static Optional<ArtifactRow> find(Sql sql, Id id) {
    return sql.first(SELECT + "WHERE id = ?", Artifacts::read, id);
  }

  /** The oldest with this content; one whose files are there, if there is any. */
  static Optional<ArtifactRow> find(Sql sql, String type, Digest digest) {
    // LIVE comes after GONE.
    return sql.first(
        SELECT + "WHERE digest = ? AND type = ? ORDER BY state DESC, recorded_at, id LIMIT 1",
        Artifacts::read,
        digest,
        type);
  }

  /** Throws unless the files of all are there. */
  static void checkLive(Sql sql, Collection<Id> artifacts) {
    for (Id id : artifacts) {
      if (sql.first("SELECT 1 FROM artifact WHERE id = ? AND state = 'LIVE'", _ -> 1, id)
          .isEmpty()) {
        throw new FilesGone(id);
      }
    }
  }

  static Set<Id> collected(Sql sql, Collection<Id> artifacts) {
    Set<Id> collected = new HashSet<>();
    Many.each(
        sql,
        "SELECT id FROM artifact WHERE state <> 'LIVE' AND id IN (?*)",
        row -> collected.add(row.id("id")),
        artifacts);
    return collected;
  }

  static ArtifactRow read(Row row) {
    return new ArtifactRow(
        row.id("id"),
        row.text("type"),
        row.digest("digest"),
        row.number("bytes"),
        row.fields("properties"),
        row.instant("recorded_at"));
  }
}
