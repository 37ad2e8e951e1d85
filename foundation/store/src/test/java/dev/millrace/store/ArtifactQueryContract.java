package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.NewRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which artifacts a query finds. */
abstract class ArtifactQueryContract extends StoreContract {
  private static final Instant LATER = day(1000);

  @Test
  void newest_ofAType_isTheOneOfTheLatestAsOfTime() {
    ArtifactRow old = examples("flights", "ingest", 1, Map.of());
    ArtifactRow latest = examples("flights", "ingest", 9, Map.of());
    ArtifactRow latestToo = examples("trains", "ingest", 9, Map.of());
    ArtifactRow backfilled = examples("flights", "train", 5, Map.of());

    ArtifactQuery query = ArtifactQuery.newest(Examples.TYPE, LATER);
    assertThat(store.findArtifacts(query)).containsExactly(latestToo);
    assertThat(store.findArtifacts(query.atMost(9)))
        .containsExactly(latestToo, latest, backfilled, old);
    assertThat(store.findArtifacts(query.skipping(1).atMost(2)))
        .containsExactly(latest, backfilled);
    assertThat(store.findArtifacts(query.ofPipeline("flights"))).containsExactly(latest);
    assertThat(store.findArtifacts(query.ofStep("flights", "train"))).containsExactly(backfilled);
    assertThat(store.findArtifacts(query.ofStep("flights", "other"))).isEmpty();
    assertThat(store.findArtifacts(ArtifactQuery.newest(Model.TYPE, LATER))).isEmpty();
  }

  @Test
  void newest_asOfATime_doesNotSeeTheFuture() {
    ArtifactRow first = examples("flights", "ingest", 1, Map.of());
    examples("flights", "ingest", 3, Map.of());

    assertThat(store.findArtifacts(ArtifactQuery.newest(Examples.TYPE, day(2))))
        .containsExactly(first);
    assertThat(store.findArtifacts(ArtifactQuery.newest(Examples.TYPE, day(1))))
        .containsExactly(first);
    assertThat(store.findArtifacts(ArtifactQuery.newest(Examples.TYPE, day(0)))).isEmpty();
  }

  @Test
  void newest_withProperties_hasAllOfThem() {
    String longText = "north ".repeat(50);
    ArtifactRow one =
        examples(
            "flights",
            "ingest",
            1,
            Map.of(
                "rows", Json.tree(100),
                "region", Json.tree("north"),
                "list", Json.parse("[1,2]"),
                "long", Json.tree(longText),
                "nothing", Json.parse("null")));
    examples("flights", "ingest", 2, Map.of("rows", Json.tree(100), "region", Json.tree("south")));

    ArtifactQuery query = ArtifactQuery.newest(Examples.TYPE, LATER);
    ArtifactQuery north = query.with("rows", 100).with("region", "north");
    assertThat(store.findArtifacts(north)).containsExactly(one);
    assertThat(store.findArtifacts(north.ofPipeline("trains"))).isEmpty();
    assertThat(store.findArtifacts(query.with("rows", 100.0).skipping(1))).containsExactly(one);
    assertThat(store.findArtifacts(query.with("rows", "100"))).isEmpty();
    assertThat(store.findArtifacts(query.with("list", List.of(1, 2)))).containsExactly(one);
    assertThat(store.findArtifacts(query.with("long", longText))).containsExactly(one);
    assertThat(store.findArtifacts(query.with("long", longText + "x"))).isEmpty();
    assertThat(store.findArtifacts(query.with("region", "nor"))).isEmpty();
  }

  @Test
  void newestBlessed_amongJudgedModels_isTheNewestThatWasJudgedWell() {
    ArtifactRow good = judged(1, "good", true);
    ArtifactRow bad = judged(2, "bad", false);
    made(run("flights", 3), "train", Samples.artifact("Model/1", "never judged"));

    assertThat(store.findArtifacts(ArtifactQuery.newestBlessed(LATER))).containsExactly(good);
    ArtifactRow badAgain = judged(4, "bad", true);
    assertThat(store.findArtifacts(ArtifactQuery.newestBlessed(LATER)))
        .as("the same content, judged again")
        .containsExactly(badAgain);
    assertThat(store.findArtifacts(ArtifactQuery.newestBlessed(day(3)))).containsExactly(good);
    assertThat(bad.digest()).isEqualTo(badAgain.digest());
  }

  @Test
  void newestBlessed_baselineOfAGoodOne_isNotBlessedByThat() {
    ArtifactRow baseline = made(run("flights", 9), "train", Samples.artifact("Model/1", "base"));
    ArtifactRow challenger = made(run("flights", 1), "train", Samples.artifact("Model/1", "new"));
    judge(run("flights", 1), challenger, Optional.of(baseline), true);

    assertThat(store.findArtifacts(ArtifactQuery.newestBlessed(LATER))).containsExactly(challenger);
  }

  @Test
  void latestSpans_withSeveralVersions_areTheNewestOfEachSpanThatHasEnded() {
    ArtifactRow w1 = span("flights", 12, "2001-01-01", "2001-01-08");
    span("flights", 13, "2001-01-08", "2001-01-15");
    ArtifactRow w2 = span("flights", 14, "2001-01-08", "2001-01-15");
    ArtifactRow w3 = span("flights", 14, "2001-01-15T00:00:00Z", "2001-01-22T00:00:00Z");
    span("flights", 14, "2001-03-01", "2001-03-08");
    examples("flights", "ingest", 22, Map.of());
    span("flights", 14, "soon", "later");

    Instant asOf = Instant.parse("2001-02-01T00:00:00Z");
    ArtifactQuery query = ArtifactQuery.latestSpans(Examples.TYPE, asOf, 9);
    assertThat(store.findArtifacts(query)).containsExactly(w3, w2, w1);
    assertThat(store.findArtifacts(query.skipping(1).atMost(1))).containsExactly(w2);
    assertThat(store.findArtifacts(query.ofPipeline("trains"))).isEmpty();
    assertThat(
            store.findArtifacts(
                ArtifactQuery.latestSpans(Examples.TYPE, Instant.parse("2001-01-21T00:00:00Z"), 9)))
        .containsExactly(w2, w1);
  }

  /** Against filtering by hand. */
  @Test
  void newest_anyQueryOverRandomArtifacts_findsWhatFits() {
    SplittableRandom random = new SplittableRandom(3);
    List<Made> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String pipeline = "p" + random.nextInt(2);
      String step = random.nextBoolean() ? "ingest" : "train";
      int day = random.nextInt(10);
      Map<String, JsonNode> properties = new LinkedHashMap<>();
      properties.put("a", Json.tree(random.nextInt(2)));
      properties.put("b", Json.tree(random.nextInt(2)));
      all.add(new Made(pipeline, step, day, i, examples(pipeline, step, day, properties)));
    }
    all.sort(Comparator.comparingInt(Made::day).thenComparingInt(Made::place).reversed());

    for (int i = 0; i < 200; i++) {
      String pipeline = "p" + random.nextInt(2);
      String step = random.nextBoolean() ? "ingest" : "train";
      int day = random.nextInt(10);
      int a = random.nextInt(2);
      boolean both = random.nextBoolean();
      ArtifactQuery query =
          ArtifactQuery.newest(Examples.TYPE, day(day))
              .ofStep(pipeline, step)
              .with("a", a)
              .atMost(5);
      List<ArtifactRow> expected =
          all.stream()
              .filter(made -> made.pipeline.equals(pipeline) && made.step.equals(step))
              .filter(made -> made.day <= day && made.has("a", a) && (!both || made.has("b", 1)))
              .limit(5)
              .map(Made::row)
              .toList();
      assertThat(store.findArtifacts(both ? query.with("b", 1) : query)).isEqualTo(expected);
    }
  }

  private record Made(String pipeline, String step, int day, int place, ArtifactRow row) {
    boolean has(String property, int value) {
      return Json.tree(value).equals(row.properties().get(property));
    }
  }

  private ArtifactRow examples(
      String pipeline, String step, int day, Map<String, JsonNode> properties) {
    Id id = Id.at(Samples.NOON);
    ArtifactRow row =
        new ArtifactRow(id, "Examples/1", Digest.of(id.hex()), 1, properties, Samples.NOON);
    return made(run(pipeline, day), step, row);
  }

  private ArtifactRow span(String pipeline, int day, String start, String end) {
    return examples(
        pipeline,
        "ingest",
        day,
        Map.of("span_start", Json.tree(start), "span_end", Json.tree(end)));
  }

  private ArtifactRow judged(int day, String content, boolean well) {
    Id run = run("flights", day);
    ArtifactRow model = made(run, "ingest", Samples.artifact("Model/1", content));
    judge(run, model, Optional.empty(), well);
    return model;
  }

  private void judge(Id run, ArtifactRow model, Optional<ArtifactRow> baseline, boolean well) {
    Id id = Id.at(Samples.NOON);
    ArtifactRow blessing =
        new ArtifactRow(
            id,
            "ModelBlessing/1",
            Digest.of(id.hex()),
            1,
            Map.of("blessed", Json.tree(well)),
            Samples.NOON);
    Map<String, List<Id>> inputs = new LinkedHashMap<>();
    inputs.put("model", List.of(model.id()));
    baseline.ifPresent(row -> inputs.put("baseline", List.of(row.id())));
    Completion completion = Samples.completion(id.hex(), inputs, Map.of("blessing", blessing));
    complete(run, acquire(run), "train", completion);
  }

  private Id run(String pipeline, int day) {
    NewRun plain = Samples.run(pipeline);
    return store
        .createRun(
            new NewRun(
                plain.project(),
                plain.experiment(),
                pipeline,
                plain.spec(),
                plain.specDigest(),
                plain.params(),
                plain.steps(),
                plain.actor(),
                day(day),
                plain.recordedAt(),
                plain.trigger(),
                plain.reason(),
                Optional.empty(),
                plain.directory(),
                plain.tags()))
        .id();
  }

  private static Instant day(int day) {
    return Instant.parse("2001-01-01T00:00:00Z").plus(Duration.ofDays(day));
  }
}
