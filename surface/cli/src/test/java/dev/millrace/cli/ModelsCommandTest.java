package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The life of a model of two versions, from one command to the next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelsCommandTest {

  private Path directory = Path.of("");
  private Parcels parcels;
  private String first = "";
  private String second = "";

  @BeforeAll
  void twoVersions(@TempDir Path project) throws Exception {
    directory = project;
    parcels = Parcels.in(directory);
    first = parcels.run("2026-02-01");
    second = parcels.run("2026-03-01", "--set", "trees=8");
  }

  @Test
  @Order(1)
  void showRun_metric_isItsValueAtEveryRoundAndWhenItWasRecorded() {
    JsonNode points =
        parcels.json("runs", "show", second, "--metric", "train_log_loss").get("points");
    assertThat(points).hasSize(8);
    for (int round = 1; round <= 8; round++) {
      JsonNode point = points.get(round - 1);
      assertThat(point.get("step").asString()).isEqualTo("train");
      assertThat(point.get("index").asInt()).isEqualTo(round);
      if (round > 1) {
        JsonNode before = points.get(round - 2);
        assertThat(point.get("value").asDouble()).isLessThan(before.get("value").asDouble());
        assertThat(recorded(point)).isAfterOrEqualTo(recorded(before));
      }
    }
    assertThat(recorded(points.get(7))).isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES));
    assertThat(parcels.expect(0, "runs", "show", second, "--metric", "eval_auc").out())
        .containsPattern("STEP +INDEX +VALUE +RECORDED\\Rtrain +8 +0\\.\\d{5} +20");
    assertThat(parcels.expect(5, "runs", "show", second, "--metric", "loss").err())
        .contains(
            "has no metric 'loss'", "'millrace runs show " + second.substring(24) + "' lists");
    assertThat(parcels.expect(2, "runs", "show", first, "--metric", "auc", "--why", "train").err())
        .contains("leave one of them out");
  }

  private static Instant recorded(JsonNode point) {
    return Instant.parse(point.get("recorded_at").asString());
  }

  @Test
  @Order(1)
  void list_andShow_tellVersionsAliasesAndWhereTheyComeFrom() {
    assertThat(parcels.expect(0, "models", "list").out())
        .containsPattern("parcels +2  champion = 2 +–");
    JsonNode model = parcels.json("models", "show", "parcels");
    JsonNode version = model.get("versions").get(1);
    assertThat(version.get("version").asInt()).isEqualTo(1);
    assertThat(version.get("metrics").get("auc").asDouble()).isBetween(0.6, 1.0);
    JsonNode provenance = version.get("provenance");
    assertThat(provenance.get("run").asString()).isEqualTo(first);
    assertThat(provenance.get("pipeline").asString()).isEqualTo("parcels");
    for (String artifact : List.of("bundle", "blessing", "evaluation")) {
      assertThat(parcels.json("lineage", provenance.get(artifact).asString(), "--up").get("up"))
          .as(artifact)
          .isNotEmpty();
    }
    JsonNode change = model.get("history").get(0);
    assertThat(change.get("run").asString()).isEqualTo(second);
    assertThat(change.get("evidence").get("why").asString()).startsWith("blessed: auc");
    assertThat(parcels.expect(0, "models", "show", "parcels@v1").out())
        .contains("parcels version 1", "run       " + first.substring(24), "auc  ");
  }

  @Test
  @Order(2)
  void show_asOf_isWhatStoodThen() {
    assertThat(
            parcels
                .json("models", "show", "parcels", "--as-of", "2026-02-15")
                .get("aliases")
                .get("champion")
                .asInt())
        .isEqualTo(1);
    assertThat(
            parcels
                .json("models", "show", "parcels", "--as-of", "2026-03-03")
                .get("aliases")
                .get("champion")
                .asInt())
        .isEqualTo(2);
    assertThat(
            parcels
                .json("models", "show", "parcels@champion", "--as-of", "2026-02-15")
                .get("versions")
                .get(0)
                .get("version")
                .asInt())
        .isEqualTo(1);
    Complaint.isClear(
        parcels.expect(5, "models", "show", "parcels@2", "--as-of", "2026-02-15").err(),
        "has no version or alias '2' as of 2026-02-15",
        "lists them");
    JsonNode before = parcels.json("models", "show", "parcels", "--as-of", "2026-01-31");
    assertThat(before.get("aliases")).isEmpty();
    assertThat(before.get("versions")).isEmpty();
  }

  @Test
  @Order(3)
  void promote_withADeployment_needsAServingCheck() throws Exception {
    Parcels unchecked = Parcels.in(Files.createDirectory(directory.resolve("unchecked")));
    unchecked.write(Parcels.PIPELINE.replace("serving: { uses: bless_serving }", ""));
    unchecked.run("2026-02-01");

    Complaint.isClear(
        unchecked.expect(4, "models", "promote", "parcels", "1", "--deploy", "local").err(),
        "version 1 of parcels is not deployed: no serving check has blessed it",
        "check_serving");
    assertThat(unchecked.json("models", "show", "parcels").get("deployed")).isEmpty();
    unchecked.expect(0, "models", "promote", "parcels", "1", "--alias", "challenger");

    unchecked.write(Parcels.PIPELINE);
    unchecked.run("2026-02-02", "--set", "trees=8");
    unchecked.expect(0, "models", "promote", "parcels", "2", "--deploy", "local");
    Complaint.isClear(
        unchecked.expect(4, "rollback", "parcels").err(),
        "nothing was rolled back: version 1 of parcels would be served",
        "check_serving");
    JsonNode after = unchecked.json("models", "show", "parcels");
    assertThat(after.get("aliases").get("champion").asInt()).isEqualTo(2);
    assertThat(after.get("deployed").get("local").asInt()).isEqualTo(2);
  }

  @Test
  @Order(3)
  void promote_withADeployment_tellsTheEvidence() {
    String out =
        parcels
            .expect(0, "models", "promote", "parcels", "2", "--deploy", "local", "--reason", "go")
            .out();
    assertThat(out)
        .contains("champion of parcels: version 2 → 2", "reason    go", "deployed  local = 2")
        .contains("run       " + second.substring(24), "evaluated ", "blessing  ");
    parcels.expect(0, "models", "promote", "parcels", "v1", "--alias", "challenger");
    assertThat(
            parcels
                .json("models", "show", "parcels@challenger")
                .get("versions")
                .get(0)
                .get("version")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  @Order(4)
  void rollback_once_takesTheDeploymentAlong() {
    assertThat(parcels.expect(0, "rollback", "parcels", "--reason", "alarms").out())
        .isEqualTo("champion of parcels: version 2 → 1\ndeployed  local = 1\n");
    JsonNode model = parcels.json("models", "show", "parcels");
    assertThat(model.get("aliases").get("champion").asInt()).isEqualTo(1);
    assertThat(model.get("deployed").get("local").asInt()).isEqualTo(1);
    JsonNode change = model.get("history").get(0);
    assertThat(change.get("reason").asString()).isEqualTo("alarms");
    assertThat(change.get("rollback").asBoolean()).isTrue();
    Complaint.isClear(
        parcels.expect(1, "rollback", "parcels").err(), "nothing to go back to", "models promote");
  }

  @Test
  @Order(5)
  void edit_tagsAndDescriptions_areShown() {
    parcels.expect(
        0, "models", "edit", "parcels", "--description", "Late parcels.", "--tag", "team=post");
    assertThat(parcels.expect(0, "models", "edit", "parcels/2", "--tag", "size=small").out())
        .contains("parcels version 2", "size = small");
    assertThat(parcels.expect(0, "models", "show", "parcels").out())
        .contains("Late parcels.\n", "tags      team = post\n", "size = small");
    Complaint.isClear(
        parcels
            .expect(2, "models", "edit", "parcels", "--untag", "team", "--remove-alias", "none")
            .err(),
        "--remove-alias is given beside",
        "a command of its own");
    parcels.expect(0, "models", "edit", "parcels", "--untag", "team");
    Complaint.isClear(
        parcels.expect(5, "models", "edit", "parcels", "--untag", "team").err(),
        "there is no tag 'team'",
        "it has no tags");
    parcels.expect(0, "models", "edit", "parcels@challenger", "--remove-alias", "challenger");
    JsonNode model = parcels.json("models", "show", "parcels");
    assertThat(model.get("tags")).isEmpty();
    assertThat(model.get("aliases").has("challenger")).isFalse();
  }

  @Test
  @Order(6)
  void commands_ofWhatIsNot_sayWhatIs() {
    Complaint.isClear(
        parcels.expect(5, "models", "show", "parcel").err(), "no model 'parcel'", "mean 'parcels'");
    Complaint.isClear(
        parcels.expect(5, "models", "show", "parcels@9").err(), "alias '9'", "models show");
    Complaint.isClear(
        parcels.expect(5, "models", "promote", "parcels", "best").err(), "alias 'best'", "lists");
    Complaint.isClear(
        parcels.expect(2, "models", "promote", "parcels", "1", "--alias", "v7").err(), "'v7'");
    Complaint.isClear(
        parcels.expect(2, "models", "edit", "parcels").err(), "nothing is to be changed", "--tag");
    Complaint.isClear(
        parcels.expect(5, "models", "edit", "parcels", "--untag", "size").err(), "no tag 'size'");
  }

  @Test
  @Order(7)
  void promote_aDamagedBundle_isRefusedAndNothingChanges() throws Exception {
    JsonNode before = parcels.json("models", "show", "parcels");
    String digest = before.get("versions").get(0).get("digest").asString();
    Path graph;
    try (var files = Files.walk(directory.resolve(".millrace"))) {
      graph =
          files
              .filter(file -> file.endsWith("model.onnx") && file.toString().contains(digest))
              .findFirst()
              .orElseThrow();
    }
    assertThat(graph.toFile().setWritable(true)).isTrue();
    Files.write(graph, Arrays.copyOf(Files.readAllBytes(graph), 100));
    Complaint.isClear(
        parcels.expect(1, "models", "promote", "parcels", "2", "--deploy", "local").err(),
        "model.onnx");
    assertThat(parcels.json("models", "show", "parcels")).isEqualTo(before);
  }
}
