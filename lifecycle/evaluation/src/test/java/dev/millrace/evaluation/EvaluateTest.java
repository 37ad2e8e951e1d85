package dev.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Value;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.Change;
import dev.millrace.evaluation.metric.BinaryMetrics;
import dev.millrace.evaluation.metric.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluateTest {

  /** 4,000 rows; a row is late the likelier the larger its x, as far as a hash of it says. */
  private static final String ROWS =
      """
      SELECT i, (i % 41 - 20) / 5.0 AS x, -((i % 41) - 20) / 5.0 AS y, 'A' || i % 7 AS origin,
             TIMESTAMP '2001-01-01' + INTERVAL (i * 37) MINUTE AS date,
             (hash(i) % 1000) / 1000.0 < 1 / (1 + exp(-(i % 41 - 20) / 5.0)) AS late
      FROM range(4000) t(i) ORDER BY i
      """;

  @TempDir Path folder;

  private Examples examples;
  private Model good;
  private Model poor;

  @BeforeEach
  void makeModels() throws Exception {
    examples = examples(ROWS);
    good = Models.logistic(folder.resolve("good"), "x", 1);
    poor = Models.logistic(folder.resolve("poor"), "x", 0.3f);
  }

  private Examples examples(String query) throws Exception {
    return Tables.examples(folder.resolve("examples" + query.hashCode()), Map.of("eval", query));
  }

  @Test
  void run_knownModel_writesTheMetricsOfItsScores() throws Exception {
    TestTask task = TestTask.in(folder);
    JsonNode report = report(run(inputs(good, Optional.empty()), task));

    List<String> rows = Tables.query("SELECT x, CAST(late AS INTEGER) FROM (" + ROWS + ")");
    double[] scores = new double[rows.size()];
    double[] labels = new double[rows.size()];
    for (int row = 0; row < scores.length; row++) {
      String values = rows.get(row);
      int comma = values.indexOf(',');
      scores[row] = 1 / (1 + Math.exp(-Double.parseDouble(values.substring(0, comma))));
      labels[row] = Double.parseDouble(values.substring(comma + 1));
    }
    BinaryMetrics.of(scores, labels)
        .byName()
        .forEach(
            (name, value) ->
                assertThat(report.at("/model/metrics/" + name).doubleValue())
                    .as(name)
                    .isCloseTo(value, within(1e-6)));
    assertThat(report.get("baseline").isNull()).isTrue();
    assertThat(report.at("/model/calibration_curve").size()).isEqualTo(10);
    assertThat(task.lines()).anyMatch(line -> line.startsWith("auc 0."));
  }

  @Test
  void run_slices_areWhatTheirRowsAloneGive() throws Exception {
    JsonNode report = report(run(sliced(List.of(List.of("origin"), List.of("origin", "hour")))));

    assertThat(report.get("slices").size()).isEqualTo(7);
    assertThat(report.at("/slices/3/keys/origin").stringValue()).isEqualTo("A3");
    Examples third = examples("SELECT * FROM (" + ROWS + ") WHERE origin = 'A3'");
    JsonNode alone =
        report(
            run(
                new Evaluate.Inputs(
                    third,
                    good,
                    Optional.of(poor),
                    Value.of(Optional.empty()),
                    Value.of("eval"),
                    Value.of(List.of()),
                    Value.of(100),
                    Value.of(Map.of()))));
    assertThat(report.at("/slices/3/metrics")).isEqualTo(alone.at("/model/metrics"));
    assertThat(report.at("/slices/3/baseline")).isEqualTo(alone.at("/baseline/metrics"));
    assertThat(report.at("/small_slices/0/keys").toString()).contains("origin", "hour");
    assertThat(report.at("/small_slices/0/rows").intValue()).isEqualTo(4000);
  }

  @Test
  void run_betterThanBaseline_isBlessedWithTheInterval() throws Exception {
    Evaluate.Outputs outputs = run(challenge(good, poor));

    assertThat(blessed(outputs)).isTrue();
    assertThat(reason(outputs)).contains("log_loss improvement +", "(more than 0 at 95 %)");
    JsonNode comparison = report(outputs).at("/comparisons/0");
    assertThat(comparison.get("metric").stringValue()).isEqualTo("log_loss");
    JsonNode report = report(outputs);
    assertThat(comparison.get("improvement").doubleValue())
        .isCloseTo(
            report.at("/baseline/metrics/log_loss").doubleValue()
                - report.at("/model/metrics/log_loss").doubleValue(),
            within(1e-12));
    assertThat(comparison.get("low").doubleValue()).isPositive();
    JsonNode blessing = Json.read(outputs.blessing().file("blessing.json"));
    assertThat(blessing.at("/verdicts/0/outcome").stringValue()).isEqualTo("held");
  }

  @Test
  void run_worseThanBaseline_isNotBlessed() throws Exception {
    Evaluate.Outputs outputs = run(challenge(poor, good));
    assertThat(blessed(outputs)).isFalse();
  }

  @Test
  void run_again_writesTheSameBytes() throws Exception {
    Evaluate.Inputs inputs = sliced(List.of(List.of("hour", "origin"), List.of("month(date)")));
    String first = report(run(inputs, TestTask.in(folder).threads(1))).toString();
    assertThat(report(run(inputs, TestTask.in(folder).threads(2))).toString()).isEqualTo(first);
  }

  @Test
  void run_baselineOfOtherColumns_isRefused() throws Exception {
    Model other = Models.logistic(folder.resolve("other"), "z", 1);
    Model text = Models.logistic(folder.resolve("text"), "origin", 1);
    assertRefused(
        challenge(good, other),
        "the baseline cannot be asked about these examples: it takes 'z' of type number (not there)");
    assertRefused(challenge(good, text), "'origin' of type number (found string)");
  }

  @Test
  void run_wrongLabels_areRefused() throws Exception {
    assertRefused(
        labelled("CASE WHEN i <> 3000 THEN late END"),
        "the label 'late' of row 3000 of 'eval' is missing; expected a boolean, 0 or 1");
    assertRefused(labelled("i"), "row 2 of 'eval' is 2");
    assertRefused(labelled("'yes'"), "row 0 of 'eval' is 'yes'");
    assertRefused(labelled("CAST('NaN' AS DOUBLE)"), "row 0 of 'eval' is NaN");
  }

  @Test
  void run_missingInput_saysFromWhichRow() throws Exception {
    assertRefused(
        with(examples(ROWS.replace("(i % 41 - 20) / 5.0 AS x", "NULLIF(i, 2) / 1.0 AS x"))),
        "the model refuses rows from 0 of 'eval', counting from there: input 'x' is null in row 2");
  }

  @Test
  void run_outputBeyondOne_isRefused() throws Exception {
    Model linear = Models.linear(folder.resolve("linear"), "x", 1);
    assertRefused(
        challenge(linear, good),
        "the output 'probability' of the model is no probability from 0 to 1: it is -4.0");
  }

  @Test
  void run_labelsAllEqual_cannotHoldAuc() throws Exception {
    Evaluate.Outputs outputs = run(labelled("true"));
    assertThat(reason(outputs)).contains("auc undefined on these rows");
  }

  @Test
  void run_whatIsNotThere_isRefused() {
    assertRefused(inputs(examples, "label", "eval", List.of()), "no label 'label'");
    assertRefused(inputs(examples, "late", "test", List.of()), "no split 'test'");
    assertRefused(inputs(examples, "late", "eval", List.of(List.of("orig"))), "no column 'orig'");
  }

  @Test
  void installed_thresholdsAsWritten_areReadOrRefusedWithTheirPlace() {
    ValuePort thresholds =
        (ValuePort)
            Components.installed().signature("evaluate").orElseThrow().inputs().stream()
                .filter(port -> port.name().equals("thresholds"))
                .findFirst()
                .orElseThrow();
    JsonNode written =
        Json.parse(
            """
            {"auc": {"at_least": 0.6},
             "log_loss": {"change": {"better_by": 0.0, "confidence": "95%"}}}
            """);
    assertThat(thresholds.check(written)).isEmpty();
    JsonForm<Asked> form = new JsonForm<>(Asked.class);
    assertThat(form.read(Json.object().set("thresholds", written)).thresholds())
        .isEqualTo(
            Map.of(
                Metric.AUC, Bounds.atLeast(0.6),
                Metric.LOG_LOSS, Bounds.change(new Change(0, new Fraction(0.95)))));
    assertThat(problems(thresholds, "{'ouc': {'at_lest': 1}}"))
        .containsExactly(".ouc: unknown key 'ouc'", ".ouc.at_lest: unknown key 'at_lest'");
    assertThat(problems(thresholds, "{'accuracy': {}}"))
        .singleElement()
        .asString()
        .endsWith("expected at least one of at_least, at_most, change; found none");
  }

  private static List<String> problems(ValuePort port, String json) {
    return port.check(Json.parse(json.replace('\'', '"'))).stream()
        .map(mismatch -> mismatch.path() + ": " + mismatch.message())
        .toList();
  }

  private record Asked(Map<Metric, Bounds> thresholds) {}

  private Evaluate.Outputs run(Evaluate.Inputs inputs) throws Exception {
    return run(inputs, TestTask.in(folder));
  }

  private static Evaluate.Outputs run(Evaluate.Inputs inputs, TestTask task) throws Exception {
    return new Evaluate().run(inputs, task);
  }

  private static JsonNode report(Evaluate.Outputs outputs) throws Exception {
    return Json.read(outputs.evaluation().file("evaluation.json"));
  }

  private static boolean blessed(Evaluate.Outputs outputs) {
    return outputs.blessing().property("blessed").orElseThrow().booleanValue();
  }

  private static String reason(Evaluate.Outputs outputs) {
    return outputs.blessing().property("reason").orElseThrow().stringValue();
  }

  private void assertRefused(Evaluate.Inputs inputs, String message) {
    assertThatThrownBy(() -> run(inputs))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private Evaluate.Inputs inputs(Model model, Optional<Model> baseline) {
    return new Evaluate.Inputs(
        examples,
        model,
        baseline,
        Value.of(Optional.empty()),
        Value.of("eval"),
        Value.of(List.of()),
        Value.of(100),
        Value.of(Map.of(Metric.LOG_LOSS, Bounds.change(new Change(0, new Fraction(0.95))))));
  }

  private Evaluate.Inputs challenge(Model challenger, Model baseline) {
    return inputs(challenger, Optional.of(baseline));
  }

  private Evaluate.Inputs inputs(
      Examples rows, String label, String split, List<List<String>> slices) {
    return new Evaluate.Inputs(
        rows,
        good,
        Optional.of(poor),
        Value.of(Optional.of(label)),
        Value.of(split),
        Value.of(slices),
        Value.of(100),
        Value.of(Map.of(Metric.AUC, Bounds.atLeast(0.5))));
  }

  private Evaluate.Inputs sliced(List<List<String>> slices) {
    return inputs(examples, "late", "eval", slices);
  }

  private Evaluate.Inputs with(Examples rows) {
    return inputs(rows, "late", "eval", List.of());
  }

  private Evaluate.Inputs labelled(String expression) throws Exception {
    return with(
        examples("SELECT * REPLACE (" + expression + " AS late) FROM (" + ROWS + ") ORDER BY i"));
  }
}
