package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The card of a model whose data and README mean no good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardCommandTest {

  private static final String HOSTILE = "<script>alert(1)</script>";

  private static final String README =
      """
      # Parcels

      Not of use.

      ## Intended use

      For **planning** by [the post](https://example.org/post), not [this](javascript:alert(1)).
      <img src=x onerror=alert(1)>

      - no `late & lost` parcels

      ```
      a <b>
      ```

      ## Else

      Left out.
      """;

  private Path directory = Path.of("");
  private Parcels parcels = Parcels.at(directory);
  private String run = "";
  private Path evaluated = directory;

  @BeforeAll
  void registered(@TempDir Path given) throws Exception {
    directory = given;
    parcels = Parcels.in(directory);
    for (int week = 0; week < 3; week++) {
      String rows = Files.readString(parcels.week(week));
      Files.writeString(parcels.week(week), rows.replace("green", HOSTILE));
    }
    Files.writeString(directory.resolve("README.md"), README);
    run = parcels.run("2026-02-01");
    evaluated = file("evaluation.json"); // models of other tests have their own
  }

  @Test
  void card_eachFigure_isThatOfItsSource() throws IOException {
    JsonNode report = parcels.json("models", "card", "parcels@1");
    JsonNode card = report.get("card");
    JsonNode evaluation = Json.read(evaluated);
    for (JsonNode metric : card.at("/evaluation/metrics")) {
      String name = metric.get("name").stringValue();
      assertThat(metric.get("value")).isEqualTo(evaluation.at("/model/metrics/" + name));
      JsonNode interval = evaluation.at("/model/intervals/" + name);
      assertThat(metric.get("low").isNull()).isEqualTo(interval.isMissingNode());
      if (!interval.isMissingNode()) {
        assertThat(List.of(metric.get("low"), metric.get("high")))
            .containsExactly(interval.get(0), interval.get(1));
      }
    }
    assertThat(card.at("/evaluation/slices")).hasSameSizeAs(evaluation.get("slices")).hasSize(3);
    double all = evaluation.at("/model/metrics/log_loss").doubleValue();
    assertThat(worst(card))
        .isSortedAccordingTo(Comparator.reverseOrder())
        .isNotEmpty()
        .allSatisfy(loss -> assertThat(loss).isGreaterThan(all));
    assertThat(card.at("/evaluation/calibration/0/label"))
        .isEqualTo(evaluation.at("/model/curves/calibration/0/mean_label"));
    JsonNode importance = Json.read(file("importance.json"));
    String first = card.at("/importance/0/feature").stringValue();
    assertThat(card.at("/importance/0/mean_absolute_shap"))
        .isEqualTo(importance.get(first).get("mean_absolute_shap"));
    assertThat(card.at("/data/rows/train").asInt()).isEqualTo(600);
    assertThat(card.at("/data/schema").stringValue())
        .isEqualTo(Files.readString(file("importance.json").resolveSibling("schema.yaml")));
    JsonNode version = parcels.json("models", "show", "parcels@1").at("/versions/0");
    assertThat(card.at("/provenance/bundle")).isEqualTo(version.get("digest"));
    assertThat(card.at("/provenance/artifacts/train.model")).isEqualTo(version.get("digest"));
    assertThat(report.at("/circumstances/run").stringValue()).isEqualTo(run);
    assertThat(card.at("/provenance/files"))
        .isEqualTo(Json.read(file("importance.json").resolveSibling("bundle.json")).get("files"));
    assertThat(report.at("/circumstances/aliases/0").stringValue()).isEqualTo("champion");
    assertThat(report.get("stored").isNull()).isTrue();
    assertThat(card.get("missing")).isEmpty();
  }

  private static List<Double> worst(JsonNode card) {
    String chief = card.at("/evaluation/chief").stringValue();
    return card.at("/evaluation/worst")
        .valueStream()
        .flatMap(slice -> slice.get("metrics").valueStream())
        .filter(metric -> metric.get("name").stringValue().equals(chief))
        .map(metric -> metric.get("value").doubleValue())
        .toList();
  }

  @Test
  void page_hostileNamesAndReadme_areTextAndTheSameBytesEachTime() throws IOException {
    parcels.expect(0, "models", "card", "parcels", "--html", "card.html");
    parcels.expect(0, "models", "card", "parcels@champion", "--html", "again.html");
    String page = Files.readString(directory.resolve("card.html"));
    assertThat(page)
        .contains("colour=&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("<strong>planning</strong>")
        .contains("<a href=\"https://example.org/post\" rel=\"noopener noreferrer\">the post</a>")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .contains("<code>late &amp; lost</code>")
        .contains("a &lt;b&gt;\n")
        .doesNotContain(HOSTILE, "<img", "href=\"javascript", "Left out", "Not of use");
    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(Files.readString(directory.resolve("again.html"))).isEqualTo(page);
  }

  @Test
  void card_evaluationGoneAndNoReadme_saysWhatIsNotKnown() throws IOException {
    Path evaluation = evaluated.getParent();
    Path aside = directory.resolve("aside");
    Path readme = directory.resolve("README.md");
    Files.move(evaluation, aside);
    Files.delete(readme);
    try {
      JsonNode card = parcels.json("models", "card", "parcels", "--html", "gone.html").get("card");
      assertThat(card.get("evaluation").isNull()).isTrue();
      assertThat(card.get("missing").valueStream().map(JsonNode::stringValue).toList())
          .satisfiesExactlyInAnyOrder(
              missing -> assertThat(missing).startsWith("No evaluation can be read: "),
              missing -> assertThat(missing).contains("no README.md"));
      assertThat(Files.readString(directory.resolve("gone.html")))
          .contains("No evaluation is kept.", "No evaluation can be read", "no README.md");
    } finally {
      Files.move(aside, evaluation);
      Files.writeString(readme, README);
    }
  }

  /** Under another name, so that the model of the other tests has none. */
  @Test
  void card_writtenByAStep_isTheSameAndKeptUntilTheReadmeChanges() throws IOException {
    parcels.write(
        Parcels.PIPELINE.replace(
            "{ uses: register }",
            "{ uses: register, with: { name: carded } }\n  card: { uses: model_card }"));
    String first = parcels.run("2026-02-01");
    JsonNode stored = parcels.json("models", "card", "carded");
    assertThat(stored.get("card")).isEqualTo(Json.read(file("model_card.json")));
    assertThat(parcels.json("models", "show", "carded@1").at("/versions/0/provenance/card"))
        .isEqualTo(stored.get("stored"));
    assertThat(parcels.json("runs", "show", first).get("pages").toString())
        .contains("evaluation.html", "model_card.html");
    JsonNode made = parcels.json("models", "card", "parcels").get("card");
    assertThat(besidesNames(stored.get("card"))).isEqualTo(besidesNames(made));
    assertThat(cardStep(parcels.run("2026-02-01"))).isEqualTo("cached");

    Files.writeString(directory.resolve("README.md"), README.replace("planning", "thinking"));
    try {
      assertThat(parcels.json("models", "card", "carded")).isEqualTo(stored);
      assertThat(cardStep(parcels.run("2026-02-01"))).isEqualTo("succeeded");
      parcels.expect(0, "models", "card", "carded", "--html", "thinking.html");
      assertThat(Files.readString(directory.resolve("thinking.html")))
          .contains("<strong>thinking</strong>", "aliases</dt><dd>champion");
    } finally {
      Files.writeString(directory.resolve("README.md"), README);
      parcels.write(Parcels.PIPELINE);
    }
  }

  /** Of few rows; a slice of all of them is worse than none. */
  @Test
  void card_slicesTooSmallOrNoneWorse_saysSo() throws IOException {
    try {
      parcels.write(named("few").replace("min_slice_size: 20", "min_slice_size: 1000"));
      parcels.run("2026-02-01");
      assertThat(parcels.json("models", "card", "few").at("/card/missing").toString())
          .contains(
              "Slices by colour were asked for, but all 3 are smaller than min_slice_size (1,000"
                  + " rows): how it does on parts of the rows is not known.");
      parcels.write(
          named("whole").replace("slices: [[colour]]", "slice_where: { whole: size >= 0 }"));
      parcels.run("2026-02-01");
      assertThat(parcels.expect(0, "models", "card", "whole").out())
          .contains("worst     no slice is worse than all rows");
    } finally {
      parcels.write(Parcels.PIPELINE);
    }
  }

  /** The pipeline whose model has this name. */
  private static String named(String model) {
    return Parcels.PIPELINE.replace(
        "{ uses: register }", "{ uses: register, with: { name: " + model + " } }");
  }

  private static JsonNode besidesNames(JsonNode card) {
    JsonNode copy = card.deepCopy();
    ((ObjectNode) copy.get("subject")).remove("model");
    ((ObjectNode) copy.at("/use/readme")).remove("source");
    return copy;
  }

  private String cardStep(String run) {
    return parcels
        .json("runs", "show", run)
        .get("steps")
        .valueStream()
        .filter(step -> step.get("step").stringValue().equals("card"))
        .map(step -> step.get("state").stringValue())
        .findFirst()
        .orElseThrow();
  }

  /** The only file of a name among the home's artifacts. */
  private Path file(String name) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(".millrace/artifacts"))) {
      List<Path> found = files.filter(file -> file.endsWith(name)).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }
}
