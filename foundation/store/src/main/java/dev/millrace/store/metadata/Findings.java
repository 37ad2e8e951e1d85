package dev.millrace.store.metadata;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Database;
import dev.millrace.store.database.Fields;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Transaction;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What monitoring and pipelines found, beside everything else that happened. */
final class Findings implements FindingSink {
  private final Database database;

  Findings(Database database) {
    this.database = database;
  }

  @Override
  public void record(Finding finding) {
    database.change(sql -> insert(sql, finding));
  }

  @Override
  public List<Finding> findings(String model) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM finding WHERE model = ? ORDER BY window_start, seq",
                Findings::read,
                model));
  }

  @Override
  public boolean record(DataFinding finding) {
    return database.write(sql -> DataFindings.insert(sql, finding));
  }

  @Override
  public List<DataFinding> dataFindings(String pipeline) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM data_finding WHERE pipeline = ? ORDER BY seq",
                DataFindings::read,
                pipeline));
  }

  private static void insert(Transaction sql, Finding finding) {
    sql.execute(
        """
        INSERT INTO finding (
          id, model, version, window_start, window_end, recorded_at, predictions, labels,
          performance, drift)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        finding.id(),
        finding.model(),
        finding.version(),
        finding.windowStart(),
        finding.windowEnd(),
        finding.recordedAt(),
        finding.predictions(),
        finding.labels(),
        numbers(finding.performance()),
        drifts(finding.drift()));
    JsonNode data =
        Json.object()
            .put("version", finding.version())
            .put("window_start", finding.windowStart().toString())
            .put("window_end", finding.windowEnd().toString())
            .set("performance", numbers(finding.performance()));
    sql.event(new NewEvent("finding", finding.model(), "monitoring", finding.windowEnd(), data));
  }

  private static Finding read(Row row) {
    return new Finding(
        row.id("id"),
        row.text("model"),
        row.integer("version"),
        row.instant("window_start"),
        row.instant("window_end"),
        row.instant("recorded_at"),
        row.number("predictions"),
        row.number("labels"),
        Fields.of(row.json("performance"), Findings::number),
        Fields.of(
            row.json("drift"),
            drift ->
                new Drift(
                    Fields.of(drift.path("effect"), Findings::number),
                    number(drift.path("p_value")))));
  }

  private static JsonNode drifts(Map<String, Drift> drifts) {
    ObjectNode object = Json.object();
    drifts.forEach(
        (feature, drift) -> {
          ObjectNode entry = object.putObject(feature);
          entry.set("effect", numbers(drift.effect()));
          put(entry, "p_value", drift.pValue());
        });
    return object;
  }

  private static ObjectNode numbers(Map<String, Double> numbers) {
    ObjectNode object = Json.object();
    numbers.forEach((name, number) -> put(object, name, number));
    return object;
  }

  /** JSON has no NaN and no infinities: these are kept as their names. */
  private static void put(ObjectNode object, String name, double number) {
    if (Double.isFinite(number)) {
      object.put(name, number);
    } else {
      object.put(name, Double.toString(number));
    }
  }

  private static double number(JsonNode node) {
    return node.isString() ? Double.parseDouble(node.stringValue()) : node.doubleValue();
  }
}
