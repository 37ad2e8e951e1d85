package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One pipeline finds that its data moved; that starts another, once. */
class MovedDataTest {

  private static final String WATCHING =
      """
      name: NAME
      params:
        day: { type: string, default: sunday.csv }
      steps:
        ingest:
          uses: ingest
          with: { source: "${params.day}", split: { by: hash, columns: [id], eval: 20% } }
        statistics: { uses: statistics, with: { examples: "${steps.ingest.examples}" } }
        ingest_before:
          uses: ingest
          with: { source: monday.csv, split: { by: hash, columns: [id], eval: 20% } }
        statistics_before:
          uses: statistics
          with: { examples: "${steps.ingest_before.examples}" }
        schema:
          uses: schema
          with: { statistics: "${steps.statistics.statistics}", file: schema.yaml }
        validate:
          uses: validate
          with:
            statistics: "${steps.statistics.statistics}"
            examples: "${steps.ingest.examples}"
            previous: "${steps.statistics_before.statistics}"
      """;

  private static final String TRAINING =
      """
      name: training
      steps:
        ingest:
          uses: ingest
          with: { source: ../monday.csv, split: { by: hash, columns: [id], eval: 20% } }
      triggers:
        - moved_data: { pipeline: watching }
      """;

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    rows("monday.csv", 0);
    rows("tuesday.csv", 3);
    rows("sunday.csv", 300);
    schema(0.2);
    Files.writeString(directory.resolve("watching.yaml"), WATCHING.replace("NAME", "watching"));
    Files.createDirectories(directory.resolve("training"));
    Files.writeString(directory.resolve("training/pipeline.yaml"), TRAINING);
  }

  @Test
  void up_dataOfAnotherPipelineMoved_runsOnceForTheSameData() throws Exception {
    run("triggers", "activate", "training");
    run("run", "watching.yaml", "--set", "day=tuesday.csv");
    assertThat(run("up", "--once").err()).startsWith("nothing to run;");

    run("run", "watching.yaml");
    Screen up = run("up", "--once", "--json");

    JsonNode ended = up.out().lines().map(Json::parse).toList().getLast();
    assertThat(ended.get("state").stringValue()).isEqualTo("succeeded");
    assertThat(run("runs", "show", ended.get("run").stringValue()).out())
        .contains("started  by moved_data.watching: drift of miles: kolmogorov_smirnov");
    assertThat(run("triggers", "list").out())
        .contains("data that moved in pipeline 'watching'")
        .contains("moved_data.watching fired last: drift of miles: kolmogorov_smirnov 0.3");

    run("run", "watching.yaml");
    schema(0.21);
    run("run", "watching.yaml");
    assertThat(run("up", "--once").err()).startsWith("nothing to run;");
  }

  @Test
  void run_resultOfAnotherPipelineIsCached_isFoundUnderTheOwnNameToo() throws Exception {
    Files.writeString(directory.resolve("first.yaml"), WATCHING.replace("NAME", "first"));
    run("triggers", "activate", "training");
    run("run", "first.yaml");
    assertThat(run("up", "--once").err()).startsWith("nothing to run;");

    run("run", "watching.yaml");

    assertThat(run("up", "--once", "--json").out()).contains("succeeded");
  }

  @Test
  void lint_pipelineThatWaitsForItself_isRefusedWithTheRemedy() throws Exception {
    Files.writeString(
        directory.resolve("watching.yaml"),
        WATCHING.replace("NAME", "watching")
            + "triggers: [ { moved_data: { pipeline: watching } } ]\n");
    Screen screen = new Screen(directory);

    assertThat(screen.run("lint", "watching.yaml")).isEqualTo(2);

    assertThat(screen.out() + screen.err())
        .contains("pipeline 'watching' would start itself", "into a pipeline of its own");
  }

  private void schema(double limit) throws IOException {
    Files.writeString(
        directory.resolve("schema.yaml"),
        """
        features:
          id: { type: integer }
          miles: { type: integer, drift: { kolmogorov_smirnov: LIMIT } }
        """
            .replace("LIMIT", Double.toString(limit)));
  }

  /** A thousand rows, of which so many do not follow monday's. */
  private void rows(String name, int moved) throws IOException {
    StringBuilder csv = new StringBuilder("id,miles\n");
    for (int row = 0; row < 1000; row++) {
      csv.append(row).append(',').append(row < moved ? 5000 : row).append('\n');
    }
    Files.writeString(directory.resolve(name), csv);
  }

  private Screen run(String... arguments) {
    Screen screen = new Screen(directory);
    assertThat(screen.run(arguments)).as(screen.err()).isZero();
    return screen;
  }
}
