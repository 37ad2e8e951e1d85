package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.cli.ByDefinition.Improvement;
import dev.millrace.cli.DemoFiles.LoggedWeek;
import dev.millrace.cli.DemoFiles.Row;
import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The demo on a few flights: whatever its table says is computed again, from the files it left and
 * by code of its own.
 */
@Order(1)
class DemoTest {

  private static final int WEEKS = 5;

  /** As the example's pipeline.yaml has it. */
  private static final double LEAST_CALIBRATION = 0.8;

  private static final double MOST_CALIBRATION = 1.25;

  private static final Pattern IMPROVEMENT =
      Pattern.compile(
          "log_loss improvement ([-+0-9.]+) \\[([-0-9.]+), ([-0-9.]+)] \\((not )?more than 0 at 95 %\\)");

  @TempDir private static Path directory;

  private static JsonNode report = Json.object();
  private static DemoFiles files = new DemoFiles(Path.of(""), List.of(), List.of());
  private static String example = "";

  @BeforeAll
  static void runDemo() throws Exception {
    example = ThinExample.make(directory.resolve("example"), 12).toString();
    Screen screen = new Screen(directory);
    int code =
        screen.run("demo", "--weeks", "" + WEEKS, "--one-in", "2", "--example", example, "--json");
    assertThat(code).as(screen.err()).isZero();
    report = Json.parse(screen.out());
    files = DemoFiles.of(Path.of(report.get("home").stringValue()));
  }

  @Test
  void weeks_figures_areThoseOfTheLog() {
    assertThat(report.get("weeks")).hasSize(WEEKS);
    for (JsonNode week : report.get("weeks")) {
      LoggedWeek logged = logged(week);
      double[] scores = logged.labelled().stream().mapToDouble(Row::probability).toArray();
      double[] late =
          logged.labelled().stream().mapToDouble(row -> row.late().orElseThrow()).toArray();
      assertThat(week.get("predictions").intValue()).isEqualTo(logged.rows().size());
      assertThat(week.get("labels").intValue()).isEqualTo(late.length).isPositive();
      assertThat(number(week, "mean_prediction")).isCloseTo(mean(scores), within(1e-12));
      assertThat(number(week, "mean_label")).isCloseTo(mean(late), within(1e-12));
      assertThat(number(week, "calibration")).isCloseTo(calibration(logged), within(1e-9));
      assertThat(number(week, "auc")).isCloseTo(ByDefinition.auc(scores, late), within(1e-9));
    }
  }

  @Test
  void weeks_version_isTheOneThatWasDeployedAndAnswered() throws Exception {
    for (JsonNode week : report.get("weeks")) {
      LoggedWeek logged = logged(week);
      assertThat(logged.rows())
          .extracting(Row::version)
          .containsOnly(week.get("version").intValue())
          .containsOnly(files.deployedAsOf(logged.start()));
    }
  }

  @Test
  void weeks_drift_isTheDistanceOfTheirRequestsFromTheTrainingRows() throws Exception {
    for (JsonNode week : report.get("weeks")) {
      Map<String, Double> distances = distances(logged(week));
      JsonNode found = files.drift(logged(week).start());
      assertThat(found.propertyNames()).containsExactlyInAnyOrderElementsOf(distances.keySet());
      distances.forEach(
          (feature, distance) ->
              assertThat(found.get(feature).at("/effect/jensen_shannon").doubleValue())
                  .as(feature)
                  .isCloseTo(distance, within(1e-12)));
      String farthest =
          distances.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      assertThat(week.at("/drift/feature").stringValue()).isEqualTo(farthest);
      assertThat(number(week.get("drift"), "jensen_shannon"))
          .isCloseTo(distances.get(farthest), within(1e-12));
    }
  }

  @Test
  void weeks_retraining_startsWhereCalibrationLeftItsBandAndNowhereElse() throws Exception {
    for (JsonNode week : report.get("weeks")) {
      LoggedWeek logged = logged(week);
      double calibration = calibration(logged);
      boolean outside = calibration < LEAST_CALIBRATION || calibration > MOST_CALIBRATION;
      assertThat(files.runsTriggeredAsOf(logged.end())).hasSize(outside ? 1 : 0);
      assertThat(week.get("retraining").isNull()).isEqualTo(!outside);
      if (outside) {
        assertThat(runOf(week)).isEqualTo(files.runsTriggeredAsOf(logged.end()).getFirst());
        assertThat(week.at("/retraining/trigger").stringValue())
            .isEqualTo("performance.calibration");
        String why = week.at("/retraining/why").stringValue();
        assertThat(why)
            .endsWith(
                " is outside 0.80–1.25 in %s…%s (%,d labels)"
                    .formatted(
                        logged.start(), logged.start().plusWeeks(1), logged.labelled().size()));
        saidAs(why.split(" ", 3)[1], calibration);
      }
    }
    assertThat(retrained()).isNotEmpty();
  }

  @Test
  void retrainings_verdict_isThatOfBothModelsOnTheSameRows() throws Exception {
    for (JsonNode week : retrained()) {
      JsonNode retraining = week.get("retraining");
      String run = runOf(week);
      EvalRows rows =
          EvalRows.read(DemoFiles.rows(files.artifact(run, "ingest", "examples"), "eval"));
      double[] challenger = rows.scores(files.artifact(run, "train", "model"));
      double[] champion =
          rows.scores(
              files.artifact(files.runOf(week.get("version").intValue()), "train", "model"));
      Improvement improvement = ByDefinition.improvement(champion, challenger, rows.late());
      double auc = ByDefinition.auc(challenger, rows.late());
      boolean better = improvement.low() > 0 && auc >= 0.6;
      String verdict = retraining.get("verdict").stringValue();
      assertThat(retraining.get("replaced").booleanValue()).isEqualTo(better);
      assertThat(verdict.contains("not blessed")).isEqualTo(!better);
      Matcher said = IMPROVEMENT.matcher(verdict);
      assertThat(said.find()).as(verdict).isTrue();
      saidAs(said.group(1), improvement.mean());
      saidAs(said.group(2), improvement.low());
      saidAs(said.group(3), improvement.high());
      assertThat(said.group(4) == null).isEqualTo(improvement.low() > 0);
      if (better) {
        assertThat(verdict).contains("auc %.4f".formatted(auc).replaceAll("0+$", ""));
        assertThat(retraining.get("version").intValue())
            .isEqualTo(files.deployedAsOf(logged(week).start().plusWeeks(1)));
      }
    }
  }

  @Test
  void retrainings_traffic_goesOnAndLosesNoRequest() {
    assertThat(report.get("meanwhile")).hasSameSizeAs(retrained());
    assertThat(report.get("replacements").intValue()).isPositive();
    for (int i = 0; i < retrained().size(); i++) {
      JsonNode meanwhile = report.get("meanwhile").get(i);
      JsonNode week = retrained().get(i);
      Set<Integer> mayAnswer = new HashSet<>();
      mayAnswer.add(week.get("version").intValue());
      if (week.at("/retraining/replaced").booleanValue()) {
        mayAnswer.add(week.at("/retraining/version").intValue());
        assertThat(meanwhile.get("during_swap").intValue()).isPositive();
      }
      assertThat(meanwhile.get("failed").intValue()).isZero();
      Set<Integer> answered =
          meanwhile.get("answered").propertyNames().stream()
              .map(Integer::valueOf)
              .collect(Collectors.toSet());
      assertThat(answered).isEqualTo(mayAnswer);
      long answers =
          meanwhile.get("answered").values().stream().mapToLong(JsonNode::longValue).sum();
      assertThat(meanwhile.get("asked").longValue()).isEqualTo(answers);
    }
  }

  @Test
  void log_predictions_areThoseOfTheWeeksAndNoOthers() {
    long rows = 0;
    Set<String> requests = new HashSet<>();
    for (JsonNode row : files.predictions()) {
      rows++;
      requests.add(row.get("prediction").stringValue().replaceFirst("-\\d+$", ""));
    }
    assertThat(requests).allMatch(id -> id.startsWith("flights-2001-"));
    assertThat(report.get("requests").intValue()).isEqualTo(requests.size());
    assertThat(report.get("failed").intValue()).isZero();
    assertThat(rows)
        .isEqualTo(
            report
                .get("weeks")
                .valueStream()
                .mapToLong(w -> w.get("predictions").intValue())
                .sum());
  }

  @Test
  void plan_afterwards_findsEverythingInTheCache() {
    Screen again = new Screen(directory);
    int code =
        again.run("plan", example, "--as-of", "2001-02-26", "--home", files.home().toString());
    assertThat(code).isZero();
    assertThat(again.out()).contains("ingest", "cached").doesNotContain("first time");
  }

  /** Rounded to as many decimals as were said. */
  private static void saidAs(String said, double value) {
    int decimals = said.length() - said.indexOf('.') - 1;
    assertThat(Double.parseDouble(said)).isCloseTo(value, within(0.5001 * Math.pow(10, -decimals)));
  }

  private static Map<String, Double> distances(LoggedWeek week) throws SQLException {
    int version = week.rows().getFirst().version();
    Path examples = files.artifact(files.runOf(version), "ingest", "examples");
    Map<String, Double> distances = new TreeMap<>();
    for (String feature : List.of("origin", "destination")) {
      distances.put(
          feature,
          ByDefinition.jensenShannon(
              DemoFiles.counts(examples, "train", feature), asked(week, feature)));
    }
    distances.put(
        "distance",
        ByDefinition.jensenShannonOfRanges(
            DemoFiles.counts(examples, "train", "distance"), asked(week, "distance")));
    return distances;
  }

  private static Map<String, Long> asked(LoggedWeek week, String feature) {
    Map<String, Long> counts = new HashMap<>();
    week.rows().forEach(row -> counts.merge(row.inputs().get(feature).asString(), 1L, Long::sum));
    return counts;
  }

  private static LoggedWeek logged(JsonNode week) {
    return files.week(LocalDate.parse(week.get("start").stringValue()));
  }

  private static List<JsonNode> retrained() {
    return report.get("weeks").valueStream().filter(w -> !w.get("retraining").isNull()).toList();
  }

  private static String runOf(JsonNode week) {
    return week.at("/retraining/run").stringValue().replace("-", "");
  }

  private static double calibration(LoggedWeek week) {
    return mean(week.labelled().stream().mapToDouble(Row::probability).toArray())
        / mean(week.labelled().stream().mapToDouble(row -> row.late().orElseThrow()).toArray());
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double number(JsonNode node, String name) {
    return node.get(name).doubleValue();
  }

  /** The rows that models were compared on. */
  private record EvalRows(Batch inputs, double[] late) {

    static EvalRows read(Path file) throws SQLException {
      List<Long> dates = new ArrayList<>();
      List<Long> distances = new ArrayList<>();
      List<String> origins = new ArrayList<>();
      List<String> destinations = new ArrayList<>();
      List<Boolean> late = new ArrayList<>();
      String query =
          "SELECT epoch_us(date), distance, origin, destination, late FROM '" + file + "'";
      try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = database.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          dates.add(rows.getLong(1));
          distances.add(rows.getLong(2));
          origins.add(rows.getString(3));
          destinations.add(rows.getString(4));
          late.add(rows.getBoolean(5));
        }
      }
      SequencedMap<String, Column> columns = new LinkedHashMap<>();
      columns.put("date", longs(dates));
      columns.put("distance", longs(distances));
      columns.put("origin", Column.Strings.of(origins.toArray(String[]::new)));
      columns.put("destination", Column.Strings.of(destinations.toArray(String[]::new)));
      return new EvalRows(
          new Batch(late.size(), columns),
          late.stream().mapToDouble(each -> each ? 1 : 0).toArray());
    }

    private static Column longs(List<Long> values) {
      return new Column.Longs(values.stream().mapToLong(Long::longValue).toArray(), null);
    }

    double[] scores(Path bundle) throws IOException {
      Batch outputs = ModelBundle.open(bundle).predictor().predict(inputs);
      return ((Column.Doubles) outputs.column("probability")).values();
    }
  }
}
