package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Models of each task but the usual one, from rows to a server: what they predict is the same. */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasksTest {

  private static final String ROWS =
      """
      SELECT i AS id, 'q' || i // 5 AS query, i % 97 AS far, [0.5, 1.5][1 + i % 2] AS share,
        CASE WHEN i % 7 > 0 THEN ['Oslo', 'Bergen', '🛫'][1 + i % 3] END AS city,
        ['train', 'car, own', 'boat'][1 + (i % 97) // 33] AS means, (i % 97) * 2.5 + i % 3 AS hours,
        (i % 97) // 25 AS grade
      FROM range(600) t(i)
      """;

  private static final String PIPELINE =
      """
      name: NAME
      steps:
        ingest:
          uses: ingest
          with: { source: rows.parquet, split: { by: hash, columns: [query], eval: 25% } }
        statistics: { uses: statistics }
        schema: { uses: schema }
        validate: { uses: validate }
        transform:
          uses: transform
          with:
            label: LABEL
            keep: [query, share]
            features: { far: { from: far }, town: { from: city, vocabulary: {} } }
        train: { uses: train, with: { rounds: 8, TRAIN } }
        evaluate: { uses: evaluate, with: { EVALUATE } }
        check_serving: { uses: check_serving }
        register: { uses: register }
        deploy: { uses: deploy }
      """;

  private Path directory;
  private MillraceProcess server;
  private String address;

  @BeforeAll
  void runAndServe(@TempDir Path given) throws Exception {
    directory = given;
    run(
        "means",
        "means",
        "task: multiclass, balanced: true",
        "thresholds: { accuracy: { at_least: 0.4 } }, slices: [[city]]");
    run(
        "hours",
        "hours",
        "task: regression, objective: absolute, weight: share, early_stopping_rounds: 3",
        "weight: share, thresholds: { mae: { at_most: 200 } }");
    run(
        "order",
        "grade",
        "task: ranking, group: query",
        "group: query, thresholds: { ndcg: { at_least: 0.3 } }");
    server = MillraceProcess.start(directory, "serve", "--port", "0");
    address = server.firstLine();
  }

  @AfterAll
  void stop() throws Exception {
    server.interrupt();
    server.exitCode();
  }

  private void run(String name, String label, String train, String evaluate) throws Exception {
    Path project = Files.createDirectories(directory.resolve(name));
    Trips.copy(ROWS, project.resolve("rows.parquet"));
    Files.writeString(
        project.resolve("pipeline.yaml"),
        PIPELINE
            .replace("NAME", name)
            .replace("LABEL", label)
            .replace("TRAIN", train)
            .replace("EVALUATE", evaluate));
    Screen run = new Screen(directory);
    assertThat(run.run("run", name)).as(run.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"means", "hours", "order"})
  void predict_byFileAndByServer_isTheSameFile(String model) throws Exception {
    for (String ending : List.of("jsonl", "csv", "parquet")) {
      Path here = predict(model, "here-" + model + "." + ending);
      Path there = predict(model, "there-" + model + "." + ending, "--server", address);

      assertThat(here).hasSameBinaryContentAs(there);
    }
  }

  @Test
  void predict_ofClasses_namesTheMostProbable() throws Exception {
    List<JsonNode> rows =
        Files.readAllLines(predict("means", "named.jsonl")).stream().map(Json::parse).toList();

    assertThat(rows).hasSize(600);
    assertThat(rows.stream().map(row -> row.get("class").stringValue()).distinct())
        .containsExactlyInAnyOrder("train", "car, own", "boat");
    assertThat(rows)
        .allSatisfy(
            row -> {
              double best = row.get("probability_" + row.get("class").stringValue()).doubleValue();
              assertThat(row.get("probability_boat").doubleValue()).isLessThanOrEqualTo(best);
              assertThat(row.get("probability_car, own").doubleValue()).isLessThanOrEqualTo(best);
              assertThat(row.get("probability_train").doubleValue()).isLessThanOrEqualTo(best);
            });
  }

  private Path predict(String model, String output, String... more) {
    Screen predict = new Screen(directory);
    String[] arguments = {"predict", model + "/rows.parquet", output, "--model", model};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    assertThat(predict.run(all)).as(predict.err()).isZero();
    return directory.resolve(output);
  }
}
