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
import dev.millrace.model.bundle.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models of each task, their metrics beside what SQL makes of the same rows. */
class EvaluateTasksTest {

  private static final String ROWS =
      """
      SELECT i, (i % 41 - 20) / 10.0 AS x, 'A' || i % 3 AS origin, i // 5 AS query,
             (hash(i) % 1000) / 1000.0 AS chance
      FROM range(3000) t(i)
      """;

  @TempDir Path folder;

  private Examples examples(String label) throws Exception {
    return Tables.examples(
        folder.resolve("examples"),
        Map.of("eval", "SELECT *, " + label + " AS label FROM (" + ROWS + ") ORDER BY i"));
  }

  private static double query(String label, String expression) throws Exception {
    return Double.parseDouble(
        Tables.query(
                "SELECT "
                    + expression
                    + " FROM (SELECT *, "
                    + label
                    + " AS label FROM ("
                    + ROWS
                    + "))")
            .getFirst());
  }

  private static void isClose(JsonNode metrics, String name, double expected) {
    assertThat(metrics.get(name).doubleValue()).as(name).isCloseTo(expected, within(1e-5));
  }

  @Test
  void run_classes_areMeasuredAndBlessed() throws Exception {
    String label =
        "CASE WHEN chance < exp(x) / (1 + exp(x) + exp(-x)) THEN 'red'"
            + " WHEN chance < (1 + exp(x)) / (1 + exp(x) + exp(-x)) THEN 'green' ELSE 'blue' END";
    Model model = TaskModels.colours(folder.resolve("model"));
    Evaluate.Outputs outputs =
        new Evaluate()
            .run(
                new Asking(examples(label), model)
                    .slices(List.of(List.of("origin")))
                    .metrics("top_k_accuracy@2")
                    .thresholds(
                        Map.of(
                            "log_loss", Bounds.atMost(1.0).at(0.95),
                            "recall/red", Bounds.atLeast(0.5)))
                    .build(),
                TestTask.in(folder));
    JsonNode report = Json.read(outputs.evaluation().file("evaluation.json"));
    JsonNode metrics = report.at("/model/metrics");
    String decided = "CASE WHEN x <= 0 THEN 'blue' ELSE 'red' END";
    isClose(metrics, "accuracy", query(label, "avg((" + decided + " = label)::INT)"));
    isClose(
        metrics,
        "log_loss",
        query(
            label,
            "avg(-ln(CASE label WHEN 'red' THEN exp(x) WHEN 'blue' THEN exp(-x) ELSE 1 END"
                + " / (1 + exp(x) + exp(-x))))"));
    isClose(metrics, "recall/red", query(label, "avg((x > 0)::INT) FILTER (label = 'red')"));
    assertThat(metrics.get("top_k_accuracy@2").doubleValue()).isBetween(0.6, 1.0);
    assertThat(report.at("/model/confusion_matrix/classes").size()).isEqualTo(3);
    assertThat(report.get("slices").size()).isEqualTo(3);
    assertThat(report.get("task").stringValue()).isEqualTo("multiclass");
    assertThat(outputs.blessing().property("blessed").orElseThrow().booleanValue()).isTrue();
    assertThat(Files.readString(outputs.evaluation().file("evaluation.html")))
        .contains("Confusion matrix");
  }

  @Test
  void run_numbers_areComparedWithTheBaseline() throws Exception {
    String label = "2 * x + chance";
    Model model = TaskModels.linear(folder.resolve("model"), Task.REGRESSION, 2);
    Model worse = TaskModels.linear(folder.resolve("worse"), Task.REGRESSION, 1.5f);
    Evaluate.Outputs outputs =
        new Evaluate()
            .run(
                new Asking(examples(label), model)
                    .baseline(worse)
                    .metrics("quantile_loss@0.9")
                    .thresholds(
                        Map.of(
                            "mae", Bounds.change(new Change(0, new Fraction(0.95))),
                            "rmse", Bounds.change(new Change(0, new Fraction(0.95)))))
                    .build(),
                TestTask.in(folder));
    JsonNode report = Json.read(outputs.evaluation().file("evaluation.json"));
    isClose(report.at("/model/metrics"), "mae", query(label, "avg(abs(2 * x - label))"));
    isClose(report.at("/baseline/metrics"), "mse", query(label, "avg((1.5 * x - label) ** 2)"));
    isClose(
        report.at("/model/metrics"),
        "quantile_loss@0.9",
        query(label, "avg(greatest(0.9 * (label - 2 * x), -0.1 * (label - 2 * x)))"));
    isClose(
        report.at("/model/metrics"),
        "squared_pearson_correlation",
        query(label, "corr(x, label) ** 2"));
    assertThat(report.at("/model/residuals/counts").size()).isEqualTo(40);
    assertThat(outputs.blessing().property("blessed").orElseThrow().booleanValue()).isTrue();
  }

  @Test
  void run_ranking_isMeasuredQueryByQuery() throws Exception {
    String label = "CAST(chance < 0.3 AS INT)";
    Model model = TaskModels.linear(folder.resolve("model"), Task.RANKING, 1);
    Asking asking =
        new Asking(examples(label), model)
            .metrics("ndcg@3")
            .thresholds(Map.of("ndcg@3", Bounds.atLeast(0.1)));
    assertThatThrownBy(() -> new Evaluate().run(asking.build(), TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a ranking model is evaluated query by query");
    Evaluate.Outputs outputs =
        new Evaluate().run(asking.group("query").build(), TestTask.in(folder));
    JsonNode metrics = Json.read(outputs.evaluation().file("evaluation.json")).at("/model/metrics");
    double expected =
        Double.parseDouble(
            Tables.query(
                    "SELECT avg(1 / place) FROM (SELECT min(place) AS place FROM (SELECT query,"
                        + " chance, row_number() OVER (PARTITION BY query ORDER BY x DESC) AS place"
                        + " FROM ("
                        + ROWS
                        + ")) WHERE chance < 0.3 GROUP BY query)")
                .getFirst());
    isClose(metrics, "mean_reciprocal_rank", expected);
    isClose(metrics, "query_count", 600);
  }

  @Test
  void run_wrongLabels_areRefused() throws Exception {
    Model colours = TaskModels.colours(folder.resolve("colours"));
    assertThatThrownBy(
            () ->
                new Evaluate()
                    .run(new Asking(examples("'pink'"), colours).build(), TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "the label 'label' of row 0 of 'eval' is 'pink'; expected one of the model's 3");
  }

  @Test
  void run_baselineOfAnotherTask_isRefused() throws Exception {
    Model model = TaskModels.linear(folder.resolve("model"), Task.REGRESSION, 1);
    Model ranking = TaskModels.linear(folder.resolve("ranking"), Task.RANKING, 1);
    assertThatThrownBy(
            () ->
                new Evaluate()
                    .run(
                        new Asking(examples("x"), model).baseline(ranking).build(),
                        TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the baseline is a ranking model and the model a regression one");
  }
}
