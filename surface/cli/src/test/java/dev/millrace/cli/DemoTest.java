package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The demo on a few flights: what its table says is computed again from the files, by code of its
 * own.
 */
class DemoTest {

  private static final Path EXAMPLE = Path.of("../../examples/flights").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void demo_fewFlights_tellsWhatTheLogAndTheDatabaseHold() throws Exception {
    Screen demo = new Screen(directory);
    int code =
        demo.run(
            "demo", "--weeks", "3", "--one-in", "200", "--example", EXAMPLE.toString(), "--json");
    assertThat(code).as(demo.err()).isZero();
    JsonNode report = Json.parse(demo.out());
    Path home = Path.of(report.get("home").stringValue());
    assertThat(report.get("failed").intValue()).isZero();
    assertThat(report.get("weeks").size()).isEqualTo(3);
    for (JsonNode week : report.get("weeks")) {
      check(week, home);
    }
    everythingIsCached(home);
    predictionsAreTheSameAloneAndTogether(home);
  }

  private static void check(JsonNode week, Path home) throws IOException, SQLException {
    LocalDate start = LocalDate.parse(week.get("start").stringValue());
    Instant from = start.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = start.plusWeeks(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Double> labels = new HashMap<>();
    for (JsonNode row : rows(home, "labels")) {
      if (Instant.parse(row.get("event_time").stringValue()).isBefore(to)) {
        labels.put(row.get("prediction").stringValue(), row.get("value").doubleValue());
      }
    }
    List<double[]> scored = new ArrayList<>();
    int predictions = 0;
    for (JsonNode row : rows(home, "predictions")) {
      Instant asked = Instant.parse(row.get("event_time").stringValue());
      if (!asked.isBefore(from) && asked.isBefore(to)) {
        predictions++;
        Double label = labels.get(row.get("prediction").stringValue());
        if (label != null) {
          scored.add(new double[] {row.get("outputs").get("probability").doubleValue(), label});
        }
      }
    }
    double predicted = scored.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
    double happened = scored.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
    assertThat(week.get("predictions").intValue()).isEqualTo(predictions);
    assertThat(week.get("labels").intValue()).isEqualTo(scored.size());
    assertThat(week.get("mean_prediction").doubleValue()).isCloseTo(predicted, within(1e-12));
    assertThat(week.get("mean_label").doubleValue()).isCloseTo(happened, within(1e-12));
    assertThat(week.get("calibration").doubleValue()).isCloseTo(predicted / happened, within(1e-9));
    assertThat(week.get("auc").doubleValue()).isCloseTo(auc(scored), within(1e-9));
    assertThat(runsTriggeredAsOf(home, to)).isEqualTo(week.get("retraining").isNull() ? 0 : 1);
  }

  /**
   * By definition: the share of pairs of a late and a punctual flight that are in the right order.
   */
  private static double auc(List<double[]> scored) {
    double right = 0;
    long pairs = 0;
    for (double[] late : scored) {
      for (double[] punctual : scored) {
        if (late[1] == 1 && punctual[1] == 0) {
          pairs++;
          right += late[0] > punctual[0] ? 1 : late[0] == punctual[0] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }

  private static List<JsonNode> rows(Path home, String kind) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("requests/flight-delays"))) {
      for (Path file : files.filter(path -> path.toString().contains(kind + "-")).toList()) {
        Files.readAllLines(file).forEach(line -> rows.add(Json.parse(line)));
      }
    }
    return rows;
  }

  private static int runsTriggeredAsOf(Path home, Instant asOf) throws SQLException {
    String url = "jdbc:sqlite:" + home.resolve("metadata.db");
    String query =
        "SELECT count(*) FROM run WHERE as_of = "
            + asOf.toEpochMilli() * 1000
            + " AND idempotency_key IS NOT NULL";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void everythingIsCached(Path home) {
    Screen again = new Screen(directory);
    int code =
        again.run("plan", EXAMPLE.toString(), "--as-of", "2001-02-26", "--home", home.toString());
    assertThat(code).isZero();
    assertThat(again.out()).contains("ingest", "cached").doesNotContain("first time");
  }

  private void predictionsAreTheSameAloneAndTogether(Path home) throws IOException {
    StringBuilder rows = new StringBuilder("date,distance,origin,destination\n");
    String first = "2001-05-01 17:45:00,733,ORD,LGA\n";
    rows.append(first);
    for (int row = 1; row < 1000; row++) {
      rows.append("2001-05-0%d 0%d:15:00,%d,SFO,JFK%n".formatted(1 + row % 9, row % 10, 100 + row));
    }
    Files.writeString(directory.resolve("alone.csv"), "date,distance,origin,destination\n" + first);
    Files.writeString(directory.resolve("together.csv"), rows);
    assertThat(predict(home, "together.csv").get(1)).isEqualTo(predict(home, "alone.csv").get(1));
  }

  private List<String> predict(Path home, String name) throws IOException {
    Screen screen = new Screen(directory);
    int code = screen.run("predict", name, "predicted-" + name, "--home", home.toString());
    assertThat(code).as(screen.err()).isZero();
    return Files.readAllLines(directory.resolve("predicted-" + name));
  }
}
