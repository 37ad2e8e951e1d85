package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which runs a query finds. */
abstract class RunQueryContract extends StoreContract {

  @Test
  void runs_byEachFilter_areThoseThatFit() {
    Id plain = store.createRun(Samples.run("flights")).id();
    Id drift = store.createRun(run("flights", "drift", "far from July", 7, Map.of())).id();
    Id tagged = store.createRun(run("trains", "demand", "for Ada", 9, Map.of("mood", "x"))).id();

    assertThat(found(RunFilter.any())).containsExactly(tagged, drift, plain);
    assertThat(found(RunFilter.any().ofPipeline("flights"))).containsExactly(drift, plain);
    assertThat(found(RunFilter.any().startedBy("drift"))).containsExactly(drift);
    assertThat(found(RunFilter.any().tagged("mood", "x"))).containsExactly(tagged);
    assertThat(found(RunFilter.any().tagged("mood", "x").tagged("commit", "abc"))).isEmpty();
    assertThat(found(RunFilter.any().asOf(day(7), day(9)))).containsExactly(drift);
    assertThat(found(RunFilter.any().asOf(day(7), day(10)))).containsExactly(tagged, drift);
    assertThat(found(RunFilter.any().in(Set.of(RunState.CANCELED)))).isEmpty();
    assertThat(found(RunFilter.any().ofPipeline("flights").saying("july"))).containsExactly(drift);
  }

  @Test
  void runs_saying_findsPartsInEitherCaseAndNothingElse() {
    Id run =
        store.createRun(run("flights", "demand", "50% of É_x, 'quoted' \\ \"", 1, Map.of())).id();
    store.createRun(run("flights", "demand", "500 of E-x", 1, Map.of()));

    for (String part :
        List.of("50%", "é_X", "% OF É", "'quoted'", "\\", "\"", "flights 50%", "É_x,")) {
      assertThat(found(RunFilter.any().saying(part))).as(part).containsExactly(run);
    }
    for (String part : List.of("50_", "x%", "!", "nowhere", "' OR 1=1 --")) {
      assertThat(found(RunFilter.any().saying(part))).as(part).isEmpty();
    }
  }

  @Test
  void runs_pageByPage_areAllOfThemOnce() {
    List<Id> created = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      created.add(store.createRun(Samples.run(i % 2 == 0 ? "flights" : "trains")).id());
    }
    List<Id> even = created.stream().filter(id -> created.indexOf(id) % 2 == 0).toList().reversed();

    List<Id> paged = new ArrayList<>();
    Optional<Id> before = Optional.empty();
    List<Run> page;
    do {
      page = store.runs(new RunQuery(RunFilter.any().ofPipeline("flights"), before, 4));
      page.forEach(run -> paged.add(run.id()));
      before = page.isEmpty() ? before : Optional.of(page.getLast().id());
      store.createRun(Samples.run("flights"));
    } while (!page.isEmpty());

    assertThat(paged).isEqualTo(even);
  }

  /** Against filtering by hand. */
  @Test
  void runs_anyFilterOverRandomRuns_findsWhatFits() {
    SplittableRandom random = new SplittableRandom(5);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      NewRun run =
          run(
              "p" + random.nextInt(3),
              "t" + random.nextInt(2),
              "reason " + random.nextInt(5),
              random.nextInt(1, 10),
              random.nextBoolean() ? Map.of("k", "" + random.nextInt(3)) : Map.of());
      Id id = store.createRun(run).id();
      if (random.nextBoolean()) {
        store.moveRun(id, acquire(id), RunState.RUNNING, "");
      }
      runs.add(store.findRun(id).orElseThrow());
    }

    for (int i = 0; i < 300; i++) {
      RunFilter filter = filter(random);
      List<Id> expected =
          runs.reversed().stream().filter(run -> fits(filter, run)).limit(10).map(Run::id).toList();
      assertThat(store.runs(new RunQuery(filter, Optional.empty(), 10)))
          .as(filter.toString())
          .extracting(Run::id)
          .isEqualTo(expected);
    }
  }

  private static RunFilter filter(SplittableRandom random) {
    RunFilter filter = RunFilter.any();
    filter = random.nextBoolean() ? filter.ofPipeline("p" + random.nextInt(4)) : filter;
    filter = random.nextBoolean() ? filter.startedBy("t" + random.nextInt(2)) : filter;
    filter = random.nextBoolean() ? filter.saying("ON " + random.nextInt(6)) : filter;
    filter = random.nextInt(3) == 0 ? filter.tagged("k", "" + random.nextInt(3)) : filter;
    filter = random.nextBoolean() ? filter.asOf(day(random.nextInt(1, 6)), day(8)) : filter;
    return switch (random.nextInt(4)) {
      case 0 -> filter.in(EnumSet.of(RunState.RUNNING));
      case 1 -> filter.in(EnumSet.of(RunState.RUNNING, RunState.PENDING, RunState.FAILED));
      default -> filter;
    };
  }

  private static boolean fits(RunFilter filter, Run run) {
    return filter.pipeline().map(run.pipeline()::equals).orElse(true)
        && (filter.states().isEmpty() || filter.states().contains(run.state()))
        && filter.trigger().map(run.trigger()::equals).orElse(true)
        && filter
            .text()
            .map(text -> run.reason().contains(text.toLowerCase(Locale.ROOT)))
            .orElse(true)
        && run.tags().entrySet().containsAll(filter.tags().entrySet())
        && filter.asOfFrom().map(from -> !run.asOf().isBefore(from)).orElse(true)
        && filter.asOfBefore().map(before -> run.asOf().isBefore(before)).orElse(true);
  }

  private List<Id> found(RunFilter filter) {
    return store.runs(new RunQuery(filter, Optional.empty(), 50)).stream().map(Run::id).toList();
  }

  private static NewRun run(
      String pipeline, String trigger, String reason, int day, Map<String, String> tags) {
    NewRun plain = Samples.run(pipeline);
    return new NewRun(
        plain.project(),
        plain.experiment(),
        pipeline,
        plain.spec(),
        plain.specDigest(),
        Map.of("weeks", Json.tree("last 8")),
        plain.steps(),
        plain.actor(),
        day(day),
        plain.recordedAt(),
        trigger,
        reason,
        Optional.empty(),
        plain.directory(),
        tags);
  }

  private static Instant day(int day) {
    return Instant.parse("2001-07-01T00:00:00Z").plus(Duration.ofDays(day));
  }
}
