package dev.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.Change;
import dev.millrace.evaluation.blessing.SliceRule;
import dev.millrace.evaluation.metric.BinaryMetrics;
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
    JsonNode report = report(run(new Asking(examples, good).build(), task));

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
    assertThat(report.at("/model/curves/calibration").size()).isEqualTo(10);
    assertThat(task.lines()).anyMatch(line -> line.startsWith("auc 0."));
  }

  @Test
  void run_slices_areWhatTheirRowsAloneGive() throws Exception {
    JsonNode report = report(run(sliced(List.of(List.of("origin"), List.of("origin", "hour")))));

    assertThat(report.get("slices").size()).isEqualTo(7);
    assertThat(report.at("/slices/3/keys/origin").stringValue()).isEqualTo("A3");
    Examples third = examples("SELECT * FROM (" + ROWS + ") WHERE origin = 'A3'");
    JsonNode alone =
        report(run(new Asking(third, good).baseline(poor).thresholds(Map.of()).build()));
    assertThat(report.at("/slices/3/metrics")).isEqualTo(alone.at("/model/metrics"));
    assertThat(report.at("/slices/3/baseline")).isEqualTo(alone.at("/baseline/metrics"));
    assertThat(report.at("/slices/3/name").stringValue()).isEqualTo("origin=A3");
    assertThat(report.at("/small_slices/0/keys").toString()).contains("origin", "hour");
    assertThat(report.at("/small_slices/0/rows").intValue()).isEqualTo(4000);
  }

  @Test
  void run_betterThanBaseline_isBlessedWithTheInterval() throws Exception {
    Evaluate.Outputs outputs = run(challenge(good, poor));

    assertThat(blessed(outputs)).isTrue();
    assertThat(reason(outputs)).contains("log_loss improvement +", "(more than 0 at 95 %)");
    JsonNode report = report(outputs);
    JsonNode comparison = comparison(report, "log_loss");
    assertThat(comparison.get("improvement").doubleValue())
        .isCloseTo(
            report.at("/baseline/metrics/log_loss").doubleValue()
                - report.at("/model/metrics/log_loss").doubleValue(),
            within(1e-12));
    assertThat(comparison.get("low").doubleValue()).isPositive();
    JsonNode blessing = Json.read(outputs.blessing().file("blessing.json"));
    assertThat(blessing.at("/verdicts/0/outcome").stringValue()).isEqualTo("held");
  }

  private static JsonNode comparison(JsonNode report, String metric) {
    for (JsonNode comparison : report.get("comparisons")) {
      if (comparison.get("metric").stringValue().equals(metric)) {
        return comparison;
      }
    }
    throw new AssertionError("no comparison of " + metric);
  }

  /** An area is no mean over rows; its change is judged by rows drawn again. */
  @Test
  void run_changeOfAuc_isJudgedByItsInterval() throws Exception {
    Model upsideDown = Models.logistic(folder.resolve("wrong"), "y", 1);
    Map<String, Bounds> asked = Map.of("auc", Bounds.change(new Change(0.1, new Fraction(0.95))));
    Evaluate.Outputs better =
        run(new Asking(examples, good).baseline(upsideDown).thresholds(asked).build());
    assertThat(reason(better)).startsWith("blessed: auc improvement +0.");
    Evaluate.Outputs same =
        run(new Asking(examples, good).baseline(poor).thresholds(asked).build());
    assertThat(reason(same)).startsWith("not blessed: auc improvement 0.0");
  }

  @Test
  void run_thresholdsOfSlices_areJudgedEach() throws Exception {
    SliceRule each =
        new SliceRule(
            Optional.empty(),
            List.of("origin"),
            Optional.empty(),
            Map.of("auc", Bounds.atLeast(0.5).at(0.9)));
    SliceRule gone =
        new SliceRule(
            Optional.of("origin=A9"),
            List.of(),
            Optional.empty(),
            Map.of("auc", Bounds.atLeast(0.5)));
    SliceRule across =
        new SliceRule(
            Optional.of("origin=A1"),
            List.of(),
            Optional.of("all"),
            Map.of("auc", Bounds.atLeast(-0.2)));
    Asking inputs =
        new Asking(examples, good).slices(List.of(List.of("origin"))).thresholds(Map.of());
    Evaluate.Outputs held = run(inputs.sliceThresholds(each, across).build());
    assertThat(blessed(held)).isTrue();
    JsonNode blessing = Json.read(held.blessing().file("blessing.json"));
    assertThat(blessing.get("verdicts").size()).isEqualTo(8);
    assertThat(blessing.at("/verdicts/7/threshold").stringValue())
        .isEqualTo("at least -0.2 above all");
    Evaluate.Outputs missing = run(inputs.sliceThresholds(each, gone).build());
    assertThat(reason(missing))
        .isEqualTo(
            "not blessed: auc of origin=A9 missing: there is no slice 'origin=A9' of at least 100"
                + " rows");
  }

  @Test
  void run_conditionInSql_isASlice() throws Exception {
    Map<String, String> conditions =
        Map.of("third", "origin = 'A3' -- the third", "few", "i < 50", "never", "NULL");
    SliceRule few =
        new SliceRule(
            Optional.of("few"), List.of(), Optional.empty(), Map.of("auc", Bounds.atLeast(0.5)));
    Asking inputs =
        new Asking(examples, good)
            .slices(List.of(List.of("origin")))
            .sliceWhere(conditions)
            .sliceThresholds(few);
    Evaluate.Outputs outputs = run(inputs.build());
    JsonNode slices = report(outputs).get("slices");
    assertThat(slices.size()).isEqualTo(8);
    assertThat(slices.get(7).get("name").stringValue()).isEqualTo("third");
    assertThat(slices.get(7).get("metrics")).isEqualTo(slices.get(3).get("metrics"));
    assertThat(report(outputs).get("small_slices"))
        .containsExactlyInAnyOrder(
            Json.parse(
                "{'keys':['few'],'min_slice_size':100,'groups':1,'rows':50}".replace('\'', '"')),
            Json.parse(
                "{'keys':['never'],'min_slice_size':100,'groups':1,'rows':0}".replace('\'', '"')));
    assertThat(reason(outputs)).contains("there is no slice 'few' of at least 100 rows");
    assertRefused(
        inputs.sliceWhere(Map.of("night", "hour(dat) < 6")).build(), "slice_where.night: ");
  }

  /** In January the labels of large x are turned round: the model must be told to be bad there. */
  @Test
  void run_plantedBadSlice_isFound() throws Exception {
    Examples planted =
        examples(
            "SELECT * REPLACE (CASE WHEN date_trunc('day', date) < '2001-02-01' AND x > 0 THEN NOT"
                + " late ELSE late END AS late, x AS x) FROM ("
                + ROWS
                + ") ORDER BY i");
    JsonNode report = report(run(new Asking(planted, good).baseline(poor).build()));
    assertThat(report.at("/found_slices/0/conditions/0").stringValue()).startsWith("x ");
    assertThat(report.at("/found_slices/0/loss_in").doubleValue())
        .isGreaterThan(report.at("/found_slices/0/loss_out").doubleValue());
    assertThat(report.at("/difference/flips/flip_rate").doubleValue()).isZero();
    assertThat(report.at("/difference/symmetric_prediction_difference").doubleValue()).isPositive();
  }

  @Test
  void run_weights_countAsOftenAsTheySay() throws Exception {
    Examples doubled = examples("SELECT *, 1 + i % 2 AS w FROM (" + ROWS + ") ORDER BY i");
    Examples twice =
        examples(
            "SELECT * FROM (" + ROWS + ") UNION ALL SELECT * FROM (" + ROWS + ") WHERE i % 2 = 1");
    JsonNode weighted =
        report(run(new Asking(doubled, good).weight("w").build())).at("/model/metrics");
    JsonNode repeated = report(run(new Asking(twice, good).build())).at("/model/metrics");
    for (String metric : List.of("auc", "log_loss", "f1", "weighted_example_count")) {
      assertThat(weighted.get(metric).doubleValue())
          .as(metric)
          .isCloseTo(repeated.get(metric).doubleValue(), within(1e-9));
    }
    assertRefused(
        new Asking(examples("SELECT *, -1 AS w FROM (" + ROWS + ")"), good).weight("w").build(),
        "the weight 'w' of row 0 of 'eval' is -1.0; expected a number that is not negative");
    assertRefused(
        new Asking(examples("SELECT *, NULLIF(i, 7) AS w FROM (" + ROWS + ") ORDER BY i"), good)
            .weight("w")
            .build(),
        "the weight 'w' of row 7 of 'eval' is missing; expected a number that is not negative");
  }

  @Test
  void run_weightsAllZero_areRefused() throws Exception {
    assertRefused(
        new Asking(examples("SELECT *, 0 AS w FROM (" + ROWS + ")"), good).weight("w").build(),
        "the weight 'w' of every row of 'eval' is 0");
  }

  /** A threshold on that slice would be about other rows than its author thinks. */
  @Test
  void run_conditionNamedAsOtherRows_isRefused() {
    for (String name : List.of("all", "origin=A3")) {
      assertRefused(
          new Asking(examples, good)
              .slices(List.of(List.of("origin")))
              .sliceWhere(Map.of(name, "i < 2000"))
              .build(),
          "slice_where: '" + name + "' is the name of other rows already");
    }
  }

  @Test
  void run_unknownMetric_isRefused() {
    assertRefused(
        new Asking(examples, good).metrics("recal@0.5").build(),
        "a binary model has no metric 'recal@0.5'");
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

  private Evaluate.Inputs challenge(Model challenger, Model baseline) {
    return new Asking(examples, challenger).baseline(baseline).build();
  }

  private Evaluate.Inputs inputs(
      Examples rows, String label, String split, List<List<String>> slices) {
    return new Asking(rows, good)
        .baseline(poor)
        .label(label)
        .split(split)
        .slices(slices)
        .thresholds(Map.of("auc", Bounds.atLeast(0.5)))
        .build();
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
