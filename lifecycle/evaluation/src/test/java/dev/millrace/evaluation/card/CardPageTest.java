package dev.millrace.evaluation.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.api.CardContent.Data;
import dev.millrace.core.api.CardContent.Figures;
import dev.millrace.core.api.CardContent.Provenance;
import dev.millrace.core.api.CardContent.Slice;
import dev.millrace.core.api.CardContent.Subject;
import dev.millrace.core.api.CardContent.Use;
import dev.millrace.core.api.ModelCardReport.Circumstances;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CardPageTest {

  private static final CardContent CARD =
      new CardContent(
          new Subject(
              "parcels",
              2,
              "multiclass",
              "colour",
              List.of("red", "<b>", "never judged"),
              "xgboost",
              "Millrace's own kernels",
              new LinkedHashMap<>(),
              new LinkedHashMap<>()),
          new Use("", Optional.empty()),
          new Data(
              new LinkedHashMap<>(), Optional.empty(), Optional.empty(), List.of(), "features: {}"),
          Optional.of(
              CardFigures.of(
                  Json.parse(
                      """
                      {"split": "eval", "rows": 90, "confidence": 0.95, "model": {
                        "metrics": {"log_loss": 0.5, "precision/<b>": 0.25, "precision/red": 0.75,
                          "recall/red": 0.125, "example_count": 90},
                        "intervals": {"precision/red": [0.5, 0.875]}},
                       "slices": [], "found_slices": []}
                      """),
                  Json.object())),
          List.of(),
          new Provenance(
              "ab".repeat(32),
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              List.of(),
              new LinkedHashMap<>(),
              Map.of()),
          List.of());

  @Test
  void page_severalClasses_tellsOfEachThatWasJudged() {
    String page = CardPage.of(CARD, Optional.empty());
    String classes = page.substring(page.indexOf("id=\"classes\""), page.indexOf("Calibration is"));
    assertThat(classes)
        .containsSubsequence(
            ">red<", ">0.75<", "[0.5, 0.875]", ">0.125<", ">&lt;b&gt;<", ">0.25<", ">–<")
        .doesNotContain("never judged", "<b>");
  }

  /** What is read from the file of a card that a step has written. */
  @Test
  void content_asJson_isReadBackEqual() {
    String text = Json.pretty(Json.tree(CARD));
    CardContent read = Json.as(Json.parse(text), CardContent.class);
    assertThat(read).isEqualTo(CARD);
    assertThat(read.evaluation().map(Figures::chief)).contains("log_loss");
  }

  @Test
  void page_circumstances_areToldOnlyWhereTheyAreGiven() {
    Circumstances known =
        new Circumstances(
            List.of("champion"),
            "For the post",
            "",
            Map.of("reviewed", "yes"),
            Id.at(Instant.EPOCH),
            "demand",
            "ada",
            Instant.parse("2026-02-01T00:00:00Z"),
            "to see",
            Map.of("commit", "c0ffee"));
    List<String> told =
        List.of("champion", "For the post", "reviewed", "demand, ada", "to see", "c0ffee");
    assertThat(CardPage.of(CARD, Optional.of(known))).contains(told);
    assertThat(CardPage.of(CARD, Optional.empty()))
        .doesNotContain(told)
        .contains("Nobody has written down what it is for.");
  }

  /** An evaluation may have thousands of slices with dozens of metrics each; a card is read. */
  @Test
  void content_manySlices_keepsTheLargestTheWorstAndThoseThatAreJudged() {
    int slices = 3000;
    JsonNode evaluation =
        Json.tree(
            Map.of(
                "model",
                Map.of("metrics", Map.of("log_loss", 0.5), "intervals", Map.of()),
                "slices",
                IntStream.range(0, slices).mapToObj(CardPageTest::slice).toList()));
    JsonNode blessing =
        Json.tree(
            Map.of("verdicts", List.of(Map.of("slice", "s=7", "metric", "metric_3"), Map.of())));
    Figures figures = CardFigures.of(evaluation, blessing);

    assertThat(figures.slicesInAll()).isEqualTo(slices);
    assertThat(figures.slices()).hasSize(41);
    assertThat(figures.slices().getFirst().name()).isEqualTo("s=2999");
    assertThat(figures.slices().getLast())
        .satisfies(
            judged -> {
              assertThat(judged.name()).isEqualTo("s=7");
              assertThat(judged.metric("metric_3")).isPresent();
              assertThat(judged.metric("metric_4")).isEmpty();
            });
    assertThat(figures.worst().getFirst().name()).isEqualTo("s=0");
    assertThat(Json.pretty(Json.tree(figures)).length()).isLessThan(100_000);
    assertThat(CardPage.of(with(figures), Optional.empty()))
        .contains("The 40 largest of 3,000 slices", "evaluation.json");
  }

  private static Figures sliced(double... losses) {
    StringBuilder slices = new StringBuilder();
    for (double loss : losses) {
      slices.append(
          "%s{'keys': {'s': '%s'}, 'metrics': {'log_loss': %s, 'example_count': 9}}"
              .formatted(slices.isEmpty() ? "" : ",", loss, loss));
    }
    String text = "{'model': {'metrics': {'log_loss': 0.5}}, 'slices': [" + slices + "]}";
    return CardFigures.of(Json.parse(text.replace('\'', '"')), Json.object());
  }

  /** What is better than all rows was among the worst, where slices were few. */
  @Test
  void worst_someBetterThanAllRows_areOnlyThoseThatAreWorse() {
    Figures figures = sliced(0.4, 0.5, 0.5000000000000001, 0.7, 0.6);
    assertThat(figures.worst()).extracting(Slice::name).containsExactly("s=0.7", "s=0.6");
    assertThat(CardPage.of(with(figures), Optional.empty()))
        .contains("The slices with the highest log_loss, of those where it is worse than of all");
  }

  @Test
  void worst_noneWorseThanAllRows_saysSo() {
    Figures figures = sliced(0.4, 0.5);
    assertThat(figures.worst()).isEmpty();
    assertThat(CardPage.of(with(figures), Optional.empty()))
        .contains("On no slice is log_loss worse than of all rows.");
    assertThat(CardPage.of(with(sliced()), Optional.empty())).doesNotContain("On no slice");
  }

  private static CardContent with(Figures figures) {
    return new CardContent(
        CARD.subject(),
        CARD.use(),
        CARD.data(),
        Optional.of(figures),
        CARD.importance(),
        CARD.provenance(),
        CARD.missing());
  }

  /** The larger, the better the model is on it. */
  private static Map<String, Object> slice(int rows) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("log_loss", 1 - rows / 10_000.0);
    metrics.put("example_count", (double) rows);
    CardFigures.FIRST.forEach(metric -> metrics.putIfAbsent(metric, 1.0 / (rows + 3)));
    IntStream.range(0, 45).forEach(each -> metrics.put("metric_" + each, 1.0 / (rows + each + 1)));
    Map<String, List<Double>> intervals = new LinkedHashMap<>();
    metrics.forEach((metric, value) -> intervals.put(metric, List.of(value / 3, value / 0.7)));
    return Map.of("keys", Map.of("s", rows), "metrics", metrics, "intervals", intervals);
  }
}
