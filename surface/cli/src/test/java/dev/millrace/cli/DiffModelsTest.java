package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is said to be different between versions of a model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffModelsTest {

  private Parcels parcels = Parcels.at(Path.of(""));

  @BeforeAll
  void fourVersions(@TempDir Path directory) throws Exception {
    parcels = Parcels.in(directory);
    parcels.run("2026-02-01");
    parcels.run("2026-02-02", "--set", "trees=8");
    paint(1);
    parcels.write(Parcels.PIPELINE.replace("label: late, rounds", "label: late, depth: 3, rounds"));
    parcels.run("2026-02-03", "--set", "trees=8");
    paint(2);
    parcels.run("2026-02-04", "--set", "trees=8");
  }

  /** Lets a week have another colour; the third is the one that models are judged by. */
  private void paint(int week) throws IOException {
    Path file = parcels.week(week);
    Files.writeString(file, Files.readString(file).replace("green", "black"));
  }

  @Test
  void diff_otherParameter_isThatAloneAndComparesTheMetrics() {
    JsonNode report = parcels.json("models", "diff", "parcels", "v1", "v2");
    assertThat(what(report, "params")).containsExactly("train rounds");
    assertThat(report.get("params").get(0).get("before").asInt()).isEqualTo(5);
    assertThat(what(report, "data")).isEmpty();
    assertThat(what(report, "code")).isEmpty();
    assertThat(report.get("distances")).isEmpty();
    assertThat(report.get("same_rows").asBoolean()).isTrue();
    assertThat(names(report.get("metrics"))).contains("auc", "log_loss", "example_count");
    assertThat(names(report.get("slices")))
        .containsExactlyInAnyOrder("colour=blue", "colour=green", "colour=red");
    JsonNode slice = report.get("slices").get(0).get("metrics");
    assertThat(names(slice)).contains("log_loss");
    Screen screen = parcels.expect(0, "models", "diff", "parcels", "1", "champion");
    assertThat(screen.out()).contains("parcels version 1 → 4");
    assertThat(parcels.expect(0, "models", "diff", "parcels", "1", "2").out())
        .contains("data    the same\n", "param   train rounds: 5 → 8\n", "code    the same\n")
        .containsPattern("log_loss +0\\.\\d{5} +0\\.\\d{5} +-0\\.\\d{5}")
        .contains("SLICE, BY AUC");
  }

  @Test
  void diff_otherDataAndPipeline_tellsWhichAndHowFar() {
    JsonNode report = parcels.json("models", "diff", "parcels", "2", "3");
    assertThat(what(report, "data"))
        .contains("ingest outside", "ingest.examples", "ingest.examples shard_digests")
        .doesNotContain("ingest.examples rows of train", "ingest.examples spans");
    assertThat(what(report, "params")).containsExactly("train depth");
    assertThat(names(report.get("importance"))).containsExactlyInAnyOrder("size", "colour");
    assertThat(report.get("importance").get(0).get("after").asDouble()).isPositive();
    assertThat(what(report, "code")).containsExactly("pipeline");
    assertThat(report.get("distances").get(0).get("feature").asString()).isEqualTo("colour");
    assertThat(report.get("distances").get(0).get("jensen_shannon").asDouble())
        .isBetween(0.05, 0.5);
    assertThat(report.get("same_rows").asBoolean()).isTrue();
    assertThat(parcels.expect(0, "models", "diff", "parcels", "2", "3").out())
        .contains("FEATURE", "colour")
        .doesNotContain("different rows");
  }

  @Test
  void diff_otherRowsToJudgeBy_saysThatTheMetricsDifferForThat() {
    assertThat(parcels.expect(0, "models", "diff", "parcels", "3", "4").out())
        .contains("evaluated on different rows");
    JsonNode report = parcels.json("models", "diff", "parcels", "3", "4");
    assertThat(report.get("same_rows").asBoolean()).isFalse();
    assertThat(names(report.get("slices"))).contains("colour=black", "colour=green");
  }

  @Test
  void diff_withItself_isNothing() {
    JsonNode report = parcels.json("models", "diff", "parcels", "3", "3");
    for (String part : List.of("data", "params", "code", "distances", "importance")) {
      assertThat(report.get(part)).as(part).isEmpty();
    }
    assertThat(parcels.expect(0, "models", "diff", "parcels", "3", "3").out())
        .contains("METRIC: the same", "SLICE, BY AUC: the same")
        .doesNotContain("colour=");
  }

  @Test
  void diff_withAVersionThatIsNot_isNotFound() {
    Complaint.isClear(
        parcels.expect(5, "models", "diff", "parcels", "1", "7").err(), "alias '7'", "lists them");
  }

  private static List<String> what(JsonNode report, String part) {
    return report.get(part).valueStream().map(change -> change.get("what").asString()).toList();
  }

  private static List<String> names(JsonNode figures) {
    return figures.valueStream().map(figure -> figure.get("name").asString()).toList();
  }
}
