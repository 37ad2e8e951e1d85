package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.core.value.Json;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Distance;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsBuilder;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Task;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowMonitorTest {

  private static final Instant FROM = Instant.parse("2001-03-05T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(7));
  private static final Instant NOON = FROM.plus(Duration.ofHours(12));
  private static final Window WEEK = new Window("late", FROM, TO, TO);

  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new Field("date", DataType.TIMESTAMP, false),
              new Field("distance", DataType.NUMBER, false),
              new Field("origin", DataType.STRING, true)),
          List.of(new Field("late", DataType.NUMBER, false)),
          "UTC");

  private final MemoryLog log = new MemoryLog();
  private final MemoryFindings findings = new MemoryFindings();
  private final Map<Integer, Baseline> baselines = new LinkedHashMap<>();
  private final WindowMonitor monitor =
      new WindowMonitor(
          log,
          findings,
          (model, version) -> baselines.getOrDefault(version, baseline(1, 0)),
          Clock.fixed(TO, ZoneOffset.UTC));

  @Test
  void examine_windowWithoutRequests_findsNothing() throws IOException {
    predict("a-0", 1, TO, 0.5, 100, "JFK");
    predict("b-0", 1, FROM.minusNanos(1), 0.5, 100, "JFK");
    assertThat(monitor.examine(WEEK)).isEmpty();
    assertThat(findings.recorded).isEmpty();
  }

  @Test
  void examine_labelledRows_areScoredAsTheDefinitionsSay() throws IOException {
    double[] scores = {0.9, 0.6, 0.6, 0.2, 0.1};
    double[] labels = {1, 1, 0, 0, 1};
    for (int i = 0; i < scores.length; i++) {
      predict("r-" + i, 1, NOON, scores[i], 100, "JFK");
      label("r-" + i, NOON, labels[i]);
    }
    predict("unlabelled-0", 1, NOON, 0.7, 100, "JFK");
    Finding finding = examine();
    assertThat(finding.predictions()).isEqualTo(6);
    assertThat(finding.labels()).isEqualTo(5);
    assertThat(finding.performance().keySet())
        .contains("calibration", "auc", "log_loss", "mean_prediction", "mean_label");
    assertThat(metric(finding, "mean_prediction")).isCloseTo(2.4 / 5, within(1e-15));
    assertThat(metric(finding, "mean_label")).isCloseTo(0.6, within(1e-15));
    assertThat(metric(finding, "calibration")).isCloseTo(2.4 / 3, within(1e-15));
    // of the six pairs of a positive and a negative 3 are in order, one is tied, 2 are not
    assertThat(metric(finding, "auc")).isCloseTo(3.5 / 6, within(1e-15));
    double logLoss =
        -(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.8) + Math.log(0.1)) / 5;
    assertThat(metric(finding, "log_loss")).isCloseTo(logLoss, within(1e-14));
    assertThat(findings.recorded).containsExactly(finding);
  }

  @Test
  void examine_withoutLabels_hasNoPerformance() throws IOException {
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    Finding finding = examine();
    assertThat(finding.labels()).isZero();
    assertThat(finding.performance()).isEmpty();
    assertThat(finding.drift()).containsOnlyKeys("distance", "origin");
  }

  /** A predicted number is no probability, and its label is not 0 or 1. */
  @Test
  void examine_versionThatPredictsNumbers_hasNoPerformance() throws IOException {
    Baseline trained = baseline(1, 0);
    List<Field> number = List.of(new Field(Task.PREDICTION, DataType.NUMBER, false));
    Signature numbers = new Signature(SIGNATURE.inputs(), number, SIGNATURE.zone());
    baselines.put(1, new Baseline(numbers, trained.training()));
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    Prediction row = log.predictions.removeLast();
    log.predictions.add(
        new Prediction(
            row.prediction(),
            NOON,
            NOON,
            row.model(),
            row.version(),
            row.inputs(),
            Map.of(Task.PREDICTION, Json.tree(37.5))));
    label("a-0", NOON, 41);
    Finding finding = examine();
    assertThat(finding.labels()).isEqualTo(1);
    assertThat(finding.performance()).isEmpty();
  }

  @Test
  void examine_labelsKnownLater_areNotSeen() throws IOException {
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    predict("b-0", 1, NOON, 0.5, 100, "JFK");
    label("a-0", TO.minusNanos(1), 1);
    label("b-0", TO, 1);
    assertThat(examine().labels()).isEqualTo(1);
    Window later = new Window("late", FROM, TO, TO.plusNanos(1));
    assertThat(monitor.examine(later).orElseThrow().labels()).isEqualTo(2);
  }

  @Test
  void examine_labelCorrected_takesTheOneThatBecameKnownLast() throws IOException {
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    label("a-0", NOON.plusSeconds(2), 1);
    label("a-0", NOON.plusSeconds(1), 0);
    label("never-asked-0", NOON, 0);
    Finding finding = examine();
    assertThat(finding.labels()).isEqualTo(1);
    assertThat(metric(finding, "mean_label")).isEqualTo(1);
  }

  @Test
  void examine_requestSentTwice_countsOnce() throws IOException {
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    assertThat(examine().predictions()).isEqualTo(1);
  }

  @Test
  void examine_severalVersions_namesTheOneThatAnsweredMost() throws IOException {
    for (int i = 0; i < 5; i++) {
      predict("one-" + i, 1, NOON, 0.5, 100, "JFK");
      predict("two-" + i, 2, NOON, 0.5, 100, "JFK");
    }
    assertThat(examine().version()).as("as many: the newest").isEqualTo(2);
    predict("one-5", 1, NOON, 0.5, 100, "JFK");
    assertThat(examine().version()).isEqualTo(1);
  }

  @Test
  void examine_requestsOfAllVersions_areComparedWithTheMainOnesTrainingData() throws IOException {
    baselines.put(1, baseline(5_000, 0));
    baselines.put(2, baseline(5_000, 400));
    ask(1, 2_000, 0, 1);
    ask(2, 1_500, 0, 2);
    Map<String, Drift> drift = examine().drift();
    assertThat(drift)
        .isEqualTo(expected(baseline(5_000, 0), requests(2_000, 0, 1), requests(1_500, 0, 2)));
  }

  @Test
  void examine_requestsLikeTheTrainingData_showNoDrift() throws IOException {
    baselines.put(1, baseline(20_000, 0));
    ask(1, 3_000, 0, 1);
    examine()
        .drift()
        .forEach(
            (feature, drift) -> {
              assertThat(effect(drift)).as(feature).isLessThan(0.01);
              assertThat(drift.pValue()).as(feature).isGreaterThan(0.001);
            });
  }

  @Test
  void examine_requestsUnlikeTheTrainingData_showWhere() throws IOException {
    baselines.put(1, baseline(20_000, 0));
    ask(1, 3_000, 400, 1);
    Map<String, Drift> drift = examine().drift();
    assertThat(drift.get("distance"))
        .satisfies(
            moved -> {
              assertThat(effect(moved)).isGreaterThan(0.05);
              assertThat(moved.pValue()).isLessThan(1e-9);
            });
    assertThat(drift.get("origin")).satisfies(still -> assertThat(effect(still)).isLessThan(0.01));
  }

  @Test
  void examine_valuesThatGoMissing_areDrift() throws IOException {
    baselines.put(1, baseline(20_000, 0));
    for (int i = 0; i < 1_000; i++) {
      predict("r-" + i, 1, NOON, 0.5, 100, null);
    }
    assertThat(examine().drift().get("origin"))
        .satisfies(
            gone -> {
              assertThat(effect(gone)).isCloseTo(1, within(1e-12));
              assertThat(gone.pValue()).isLessThan(1e-9);
            });
  }

  @Test
  void examine_timeGoingOn_isNoDrift() throws IOException {
    predict("a-0", 1, NOON, 0.5, 100, "JFK");
    assertThat(examine().drift()).doesNotContainKey("date");
  }

  @Test
  void examine_rowsInAnotherOrder_findsTheSame() throws IOException {
    baselines.put(1, baseline(5_000, 0));
    ask(1, 3_000, 10, 1);
    Random random = new Random(8);
    log.predictions.forEach(row -> label(row.prediction(), NOON, random.nextInt(2)));
    Finding one = examine();
    Collections.shuffle(log.predictions, random);
    Collections.shuffle(log.labels, random);
    Finding other = examine();
    assertThat(other.performance()).isEqualTo(one.performance());
    assertThat(other.drift()).isEqualTo(one.drift());
  }

  @Test
  void window_thatHoldsNothing_isRefused() {
    assertThatThrownBy(() -> new Window("late", TO, TO, TO)).isInstanceOf(UserError.class);
  }

  private Finding examine() throws IOException {
    return monitor.examine(WEEK).orElseThrow();
  }

  private void predict(
      String id, int version, Instant at, double late, double distance, @Nullable String origin) {
    log.predictions.add(
        new Prediction(
            id,
            at,
            at,
            "late",
            version,
            Map.of(
                "date", Json.tree("2001-03-05T12:00:00"),
                "distance", Json.tree(distance),
                "origin", origin == null ? RequestLog.missing() : Json.tree(origin)),
            Map.of("late", Json.tree(late))));
  }

  private void label(String prediction, Instant known, double value) {
    log.labels.add(new Label(prediction, known, known, value));
  }

  /** Asks so many rows of distances moved by some miles. */
  private void ask(int version, int rows, double miles, long seed) {
    Batch batch = requests(rows, miles, seed);
    for (int row = 0; row < rows; row++) {
      double distance = ((Column.Doubles) batch.column("distance")).values()[row];
      String origin = ((Column.Strings) batch.column("origin")).value(row);
      predict(version + "-" + row, version, NOON, (row % 100) / 100.0, distance, origin);
    }
  }

  private static Map<String, Drift> expected(Baseline baseline, Batch... requests) {
    StatisticsBuilder live = new StatisticsBuilder(columns());
    for (Batch batch : requests) {
      live.add(batch);
    }
    Map<String, Drift> drift = new LinkedHashMap<>();
    DatasetStatistics counted = live.build();
    for (String feature : columns().keySet()) {
      Distance distance =
          Comparison.between(baseline.training().feature(feature), counted.feature(feature))
              .by(Measure.JENSEN_SHANNON);
      drift.put(
          feature,
          new Drift(Map.of(distance.measure().key(), distance.effect()), distance.pValue()));
    }
    return drift;
  }

  private static Baseline baseline(int rows, double miles) {
    return new Baseline(
        SIGNATURE, new StatisticsBuilder(columns()).add(requests(rows, miles, 99)).build());
  }

  private static Batch requests(int rows, double miles, long seed) {
    Random random = new Random(seed);
    double[] distances = new double[rows];
    String[] origins = new String[rows];
    String[] airports = {"JFK", "LAX", "ORD", "DFW"};
    for (int row = 0; row < rows; row++) {
      distances[row] = 800 + miles + 300 * random.nextGaussian();
      origins[row] = airports[Math.min(3, (int) (Math.abs(random.nextGaussian()) * 2))];
    }
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("distance", new Column.Doubles(distances, null));
    columns.put("origin", Column.Strings.of(origins));
    return new Batch(rows, columns);
  }

  private static SequencedMap<String, DataType> columns() {
    SequencedMap<String, DataType> columns = new LinkedHashMap<>();
    columns.put("distance", DataType.NUMBER);
    columns.put("origin", DataType.STRING);
    return columns;
  }

  private static double metric(Finding finding, String name) {
    return finding.performance().getOrDefault(name, Double.NaN);
  }

  private static double effect(Drift drift) {
    return drift.effect().getOrDefault("jensen_shannon", Double.NaN);
  }
}
