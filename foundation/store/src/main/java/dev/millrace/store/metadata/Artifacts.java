package dev.millrace.store.metadata;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.Optional;

/** Rows of published artifacts: one for each publication, many of which may share their content. */
final class Artifacts {
  private static final String SELECT = "SELECT * FROM artifact ";

  private Artifacts() {}

  /** Records a publication; once is enough if one execution has it under two names. */
  static void record(Transaction sql, ArtifactRow row) {
    sql.execute(
        """
        INSERT INTO artifact (id, type, digest, bytes, properties, state, recorded_at)
        VALUES (?, ?, ?, ?, ?, 'LIVE', ?) ON CONFLICT (id) DO NOTHING
        """,
        row.id(),
        row.type(),
        row.digest(),
        row.bytes(),
        Fields.json(row.properties()),
        row.recordedAt());
  }

  static Optional<ArtifactRow> find(Sql sql, Id id) {
    return sql.first(SELECT + "WHERE id = ?", Artifacts::read, id);
  }

  /** The oldest with this content. */
  static Optional<ArtifactRow> find(Sql sql, String type, Digest digest) {
    return sql.first(
        SELECT + "WHERE digest = ? AND type = ? ORDER BY recorded_at, id LIMIT 1",
        Artifacts::read,
        digest,
        type);
  }

  private static ArtifactRow read(Row row) {
    return new ArtifactRow(
        row.id("id"),
        row.text("type"),
        row.digest("digest"),
        row.number("bytes"),
        row.fields("properties"),
        row.instant("recorded_at"));
  }
}
