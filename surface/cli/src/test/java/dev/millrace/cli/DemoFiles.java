package dev.millrace.cli;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a demo left on the disk, read without the program's own code: the database by SQL, the
 * request log as lines, artifacts as files.
 *
 * @param predictions every line of the log's files of predictions
 * @param labels every line of those of labels
 */
record DemoFiles(Path home, List<JsonNode> predictions, List<JsonNode> labels) {

  private static final String MODEL = "flight-delays";

  /** A week as the log has it. */
  record LoggedWeek(LocalDate start, List<Row> rows) {
    Instant end() {
      return midnight(start.plusWeeks(1));
    }

    List<Row> labelled() {
      return rows.stream().filter(row -> row.late().isPresent()).toList();
    }
  }

  /** A logged prediction, with the label that was known when its week ended. */
  record Row(int version, JsonNode inputs, double probability, Optional<Double> late) {}

  /** What a demo left that has ended: its log is read once, here. */
  static DemoFiles of(Path home) throws IOException {
    return new DemoFiles(home, log(home, "predictions"), log(home, "labels"));
  }

  LoggedWeek week(LocalDate start) {
    Instant from = midnight(start);
    Instant to = midnight(start.plusWeeks(1));
    Map<String, Double> known = new HashMap<>();
    for (JsonNode row : labels) {
      if (Instant.parse(row.get("event_time").stringValue()).isBefore(to)) {
        known.put(row.get("prediction").stringValue(), row.get("value").doubleValue());
      }
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : predictions) {
      Instant asked = Instant.parse(row.get("event_time").stringValue());
      if (!asked.isBefore(from) && asked.isBefore(to)) {
        rows.add(
            new Row(
                row.get("version").intValue(),
                row.get("inputs"),
                row.get("outputs").get("probability").doubleValue(),
                Optional.ofNullable(known.get(row.get("prediction").stringValue()))));
      }
    }
    return new LoggedWeek(start, rows);
  }

  private static List<JsonNode> log(Path home, String kind) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("requests").resolve(MODEL))) {
      for (Path file : files.filter(path -> path.toString().contains(kind + "-")).toList()) {
        Files.readAllLines(file).forEach(line -> rows.add(Json.parse(line)));
      }
    }
    return rows;
  }

  /** The run that made a version. */
  String runOf(int version) throws SQLException {
    return text("SELECT run_id FROM model_version WHERE version = " + version);
  }

  /** The runs that a trigger started as of a moment. */
  List<String> runsTriggeredAsOf(Instant asOf) throws SQLException {
    return texts(
        "SELECT id FROM run WHERE idempotency_key IS NOT NULL AND as_of = " + micros(asOf));
  }

  /** The version that was to be served on a day. */
  int deployedAsOf(LocalDate day) throws SQLException {
    return Integer.parseInt(
        text(
            "SELECT version FROM deployment WHERE event_time <= "
                + micros(midnight(day))
                + " ORDER BY event_time DESC, seq DESC LIMIT 1"));
  }

  /** What monitoring found of a week's drift, by feature. */
  JsonNode drift(LocalDate start) throws SQLException {
    return Json.parse(
        text("SELECT drift FROM finding WHERE window_start = " + micros(midnight(start))));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1000;
  }

  /** The files of the artifact that a run's step made or found. */
  Path artifact(String run, String step, String output) throws SQLException {
    String digest =
        text(
            """
            SELECT artifact.digest FROM task
            JOIN execution_output USING (execution_id)
            JOIN artifact ON artifact.id = execution_output.artifact_id
            WHERE task.run_id = '%s' AND task.step = '%s' AND execution_output.name = '%s'
            """
                .formatted(run, step, output));
    return home.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest + "/files");
  }

  private String text(String query) throws SQLException {
    List<String> found = texts(query);
    if (found.size() != 1) {
      throw new AssertionError(query + " found " + found);
    }
    return found.getFirst();
  }

  private List<String> texts(String query) throws SQLException {
    try (Connection database =
        DriverManager.getConnection("jdbc:sqlite:" + home.resolve("metadata.db"))) {
      return texts(database, query);
    }
  }

  private static List<String> texts(Connection database, String query) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** How often each value of a column occurs in a split's rows. */
  static Map<String, Long> counts(Path examples, String split, String column) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    String query =
        "SELECT CAST(%s AS VARCHAR), count(*) FROM read_parquet('%s') GROUP BY 1"
            .formatted(column, rows(examples, split));
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  /** The files of a split's rows, as DuckDB takes them. */
  static Path rows(Path examples, String split) {
    return examples.resolve(split).resolve("*.parquet");
  }
}
