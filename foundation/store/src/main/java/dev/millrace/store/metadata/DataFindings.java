package dev.millrace.store.metadata;

import dev.millrace.core.port.FindingSink.DataFinding;
import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.core.port.FindingSink.Moved;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Transaction;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Rows of what pipelines found about their data. */
final class DataFindings {

  private DataFindings() {}

  /** True if it was not known. */
  static boolean insert(Transaction sql, DataFinding finding) {
    JsonNode moved = Json.tree(finding.moved());
    int rows =
        sql.execute(
            """
            INSERT INTO data_finding (
              id, pipeline, step, run_id, kind, data_digest, other_digest, event_time,
              recorded_at, moved)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (pipeline, step, kind, data_digest, other_digest) DO NOTHING
            """,
            finding.id(),
            finding.pipeline(),
            finding.step(),
            finding.run(),
            finding.kind(),
            finding.data(),
            finding.other(),
            finding.eventTime(),
            finding.recordedAt(),
            moved);
    if (rows == 0) {
      return false;
    }
    JsonNode data =
        Json.object()
            .put("id", finding.id().hex())
            .put("run", finding.run().hex())
            .put("kind", finding.kind().text())
            .set("moved", moved);
    sql.event(
        new NewEvent(
            "data_finding", finding.pipeline(), finding.step(), finding.eventTime(), data));
    return true;
  }

  static DataFinding read(Row row) {
    return new DataFinding(
        row.id("id"),
        row.text("pipeline"),
        row.text("step"),
        row.id("run_id"),
        row.constant(Kind.class, "kind"),
        row.digest("data_digest"),
        row.digest("other_digest"),
        row.instant("event_time"),
        row.instant("recorded_at"),
        List.copyOf(Arrays.asList(Json.as(row.json("moved"), Moved[].class))));
  }
}
