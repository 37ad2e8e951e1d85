package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models made again from what is recorded of them. Each test puts back what it altered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReproduceTest {

  private Path directory = Path.of("");
  private Parcels parcels = Parcels.at(directory);

  /** The second version's step {@code validate} read what the first's run had left in the store. */
  @BeforeAll
  void threeVersions(@TempDir Path project) throws Exception {
    directory = project;
    parcels = Parcels.in(project);
    parcels.write(
        Parcels.PIPELINE.replace(
            "{ uses: validate }", "{ uses: validate, with: { previous: latest } }"));
    parcels.run("2026-01-20", "--set", "trees=4");
    parcels.run("2026-02-01");
    // What came later is not seen, and the pipeline's file is not read again.
    parcels.run("2026-03-01", "--set", "trees=6");
    parcels.write("name: another\n");
  }

  @Test
  void reproduce_whatIsAsItWas_isTheSameByteForByte() throws Exception {
    for (String version : List.of("1", "2")) {
      JsonNode report = parcels.json("reproduce", "parcels@" + version);
      assertThat(report.get("same").asBoolean()).as(version).isTrue();
      assertThat(report.get("again")).isEqualTo(report.get("recorded"));
      assertThat(states(report)).containsOnly("same");
      assertThat(report.get("inputs")).isEmpty();
      assertThat(report.get("code")).isEmpty();
      assertThat(report.get("first").isNull()).isTrue();
    }
    assertThat(parcels.expect(0, "reproduce", "parcels/v2").out())
        .contains("parcels version 2, made by run")
        .endsWith("model.onnx is the same, byte for byte\n");
    assertThat(parcels.json("models", "show", "parcels").get("versions")).hasSize(3);
    try (Stream<Path> left = Files.list(directory.resolve(".millrace/work"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void reproduce_anInputAltered_saysWhichAndWhereItBegan() throws Exception {
    Path week = parcels.week(1);
    String before = Files.readString(week);
    Files.writeString(week, before.replace("green", "black"));
    Screen screen = parcels.expect(1, "reproduce", "parcels@2");
    JsonNode report = report(1, "reproduce", "parcels@2");
    Files.writeString(week, before);
    assertThat(report.get("same").asBoolean()).isFalse();
    assertThat(inputs(report)).containsExactly("ingest data/2026-01-12.csv changed");
    JsonNode first = report.get("first");
    assertThat(first.get("step").asString()).isEqualTo("ingest");
    assertThat(texts(first.get("outputs"))).containsExactly("examples");
    assertThat(what(first.get("changed"))).containsExactly("outside");
    assertThat(texts(first.get("unchanged"))).contains("code", "param.source", "param.split");
    assertThat(states(report)).contains("different").doesNotContain("not_made");
    assertThat(screen.out())
        .contains("input     data/2026-01-12.csv: changed (ingest)\n")
        .contains("first     step 'ingest': examples\n")
        .endsWith("model.onnx is not the same\n");
  }

  @Test
  void reproduce_anInputGone_isNamed() throws Exception {
    Path data = directory.resolve("data");
    Path away = directory.resolve("away.csv");
    Files.move(parcels.week(0), away);
    JsonNode without = report(1, "reproduce", "parcels@2");
    Files.move(away, parcels.week(0));
    assertThat(inputs(without)).containsExactly("ingest data/2026-01-05.csv missing");

    Files.move(data, directory.resolve("away"));
    JsonNode report = report(3, "reproduce", "parcels@2");
    Files.move(directory.resolve("away"), data);
    assertThat(report.get("failure").asString()).contains("data/{span:yyyy-MM-dd}.csv");
    assertThat(report.get("first").get("step").asString()).isEqualTo("ingest");
    assertThat(report.get("again").isNull()).isTrue();
    assertThat(states(report)).containsOnly("not_made");
  }

  @Test
  void reproduce_aParameterAltered_saysWhereItMattersFirst() throws Exception {
    alter("UPDATE run SET params = replace(params, '\"trees\":5', '\"trees\":9')");
    JsonNode report = report(1, "reproduce", "parcels@2");
    alter("UPDATE run SET params = replace(params, '\"trees\":9', '\"trees\":5')");
    assertThat(report.get("inputs")).isEmpty();
    JsonNode first = report.get("first");
    assertThat(first.get("step").asString()).isEqualTo("train");
    assertThat(texts(first.get("outputs"))).containsExactly("model");
    assertThat(what(first.get("changed"))).containsExactly("param.rounds");
    assertThat(first.get("changed").get(0).get("before").asString()).isEqualTo("5");
    assertThat(first.get("changed").get(0).get("after").asString()).isEqualTo("9");
    assertThat(texts(first.get("unchanged")))
        .contains("code", "input.transformed", "input.statistics", "param.depth");
  }

  /** As by another program, whose step makes something else of the same. */
  @Test
  void reproduce_otherCodeThatMakesTheSame_isSaidAndIsTheSame() throws Exception {
    String code =
        "UPDATE execution SET key_parts = replace(key_parts, '%s', '%s') WHERE step = 'train'";
    alter(
        code.formatted("\"code\":\"", "\"code\":\"another-"),
        "UPDATE tag SET content = 'old ' || content WHERE name = 'environment.millrace'");
    JsonNode report = parcels.json("reproduce", "parcels@2");
    alter(
        code.formatted("another-", ""),
        "UPDATE tag SET content = substr(content, 5) WHERE name = 'environment.millrace'");
    assertThat(report.get("same").asBoolean()).isTrue();
    assertThat(what(report.get("code"))).containsExactly("train code", "millrace");
  }

  /** What the step found then is an input of its own, and has to be there. */
  @Test
  void reproduce_somethingFoundInTheStoreCollected_saysSo() throws Exception {
    Path away = Files.createDirectory(directory.resolve("gone"));
    List<Path> statistics;
    try (Stream<Path> files = Files.walk(directory.resolve(".millrace/artifacts"))) {
      statistics =
          files
              .filter(file -> file.endsWith("files/statistics.json"))
              .filter(file -> !Files.exists(file.resolveSibling("bundle.json")))
              .toList();
    }
    for (Path file : statistics) {
      Files.move(file, away.resolve(Integer.toString(statistics.indexOf(file))));
    }
    String complaint = parcels.expect(1, "reproduce", "parcels@2").err();
    for (Path file : statistics) {
      Files.move(away.resolve(Integer.toString(statistics.indexOf(file))), file);
    }
    Complaint.isClear(complaint, "statistics.json");
  }

  @Test
  void reproduce_intoAHomeToKeep_leavesItThere() throws Exception {
    Path kept = directory.resolve("again");
    parcels.expect(0, "reproduce", "parcels@1", "--keep", "again");
    JsonNode runs = parcels.json("runs", "list", "--home", kept.toString());
    assertThat(runs.get(0).get("pipeline").asString()).isEqualTo("parcels");
    Complaint.isClear(
        parcels.expect(2, "reproduce", "parcels@1", "--keep", "again").err(), "is not empty");
  }

  @Test
  void reproduce_whatIsNot_isNotFound() {
    Complaint.isClear(
        parcels.expect(5, "reproduce", "parcel").err(), "no model 'parcel'", "mean 'parcels'");
    Complaint.isClear(
        parcels.expect(5, "reproduce", "parcels@9").err(), "alias '9'", "models show");
  }

  private JsonNode report(int code, String... command) {
    String[] all = Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new);
    return Json.parse(parcels.expect(code, all).out());
  }

  private void alter(String... statements) throws SQLException {
    try (Connection database =
            DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve(".millrace/metadata.db"));
        Statement statement = database.createStatement()) {
      for (String sql : statements) {
        assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
      }
    }
  }

  private static List<String> states(JsonNode report) {
    return report.get("steps").valueStream().map(step -> step.get("state").asString()).toList();
  }

  private static List<String> inputs(JsonNode report) {
    return report
        .get("inputs")
        .valueStream()
        .map(
            input ->
                String.join(
                    " ",
                    input.get("step").asString(),
                    input.get("name").asString(),
                    input.get("what").asString()))
        .toList();
  }

  private static List<String> what(JsonNode changes) {
    return changes.valueStream().map(change -> change.get("what").asString()).toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
