package dev.millrace.store.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.MovableClock;
import dev.millrace.store.RegistryRows;
import dev.millrace.store.Samples;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans against what a reading of the rules by hand, over what was recorded, says is needed. Others
 * are tried with {@code -Dmillrace.seed=1000}.
 */
class RandomHistoryTest {
  private static final int HISTORIES = 12;

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(Samples.NOON);
  private final List<Did> runs = new ArrayList<>();
  private final List<Made> all = new ArrayList<>();
  private final Set<Made> registered = new LinkedHashSet<>();
  private final Set<Id> pinned = new HashSet<>();

  @Test
  void plan_overRandomHistories_takesWhatNobodyNeeds() throws IOException {
    long first = Long.getLong("millrace.seed", 0);
    for (long seed = first; seed < first + HISTORIES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Home home = Home.open(directory.resolve("home" + seed));
      runs.clear();
      all.clear();
      registered.clear();
      pinned.clear();
      try (SqlMetadataStore store = SqlMetadataStore.open(home, clock, clock)) {
        for (int i = 0; i < 25; i++) {
          live(store, random);
        }
        Collector collector = Collector.of(home, store, clock, clock);
        for (int keep = 0; keep < 4; keep++) {
          Duration age = Duration.ofDays(random.nextInt(8));
          Plan plan = collector.plan(new Policy(keep, age, false, false));
          assertThat(plan.removals().stream().map(Plan.Removal::digest))
              .as("-Dmillrace.seed=%d, newest %d, younger than %s", seed, keep, age)
              .containsExactlyInAnyOrderElementsOf(needless(keep, age));
        }
      }
    }
  }

  private void live(SqlMetadataStore store, SplittableRandom random) {
    clock.advance(Duration.ofHours(random.nextInt(1, 24)));
    String pipeline = "p" + random.nextInt(3);
    Did run = new Did(create(store, pipeline), pipeline, clock.instant());
    Token token = store.acquireLease(run.id, "a", Duration.ofDays(1)).orElseThrow();
    store.moveRun(run.id, token, RunState.RUNNING, "");
    for (String step : List.of("ingest", "train")) {
      if (!all.isEmpty() && random.nextInt(5) == 0) {
        Made reused = all.get(random.nextInt(all.size()));
        store.reuseExecution(
            run.id, step, token, store.findExecution(reused.execution).orElseThrow(), "");
        run.made.add(reused);
      } else {
        run.made.add(make(store, run.id, step, token, random));
      }
    }
    if (random.nextInt(6) == 0) {
      Made found = all.get(random.nextInt(all.size()));
      store.hold(run.id, token, List.of(found.row.id()));
      run.holds.add(found);
    }
    run.ended = random.nextInt(6) != 0;
    if (run.ended) {
      store.moveRun(run.id, token, RunState.FAILED, "");
    }
    if (random.nextInt(8) == 0) {
      Made model = run.made.getLast();
      new RegistryRows(store).version("m" + runs.size(), 1, model.row, Optional.empty(), run.id);
      run.registers = true;
      registered.add(model);
    }
    if (random.nextInt(8) == 0) {
      Id subject = random.nextBoolean() ? run.id : all.get(random.nextInt(all.size())).row.id();
      store.pin(subject, "", "ada");
      pinned.add(subject);
    }
    runs.add(run);
  }

  private Id create(SqlMetadataStore store, String pipeline) {
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
                plain.asOf(),
                clock.instant(),
                plain.trigger(),
                plain.reason(),
                Optional.empty(),
                plain.directory(),
                plain.tags()))
        .id();
  }

  private Made make(
      SqlMetadataStore store, Id run, String step, Token token, SplittableRandom random) {
    Map<String, List<Id>> inputs = new LinkedHashMap<>();
    List<Made> read = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0 && !all.isEmpty(); i--) {
      Made input = all.get(random.nextInt(all.size()));
      inputs.put("in" + i, List.of(input.row.id()));
      read.add(input);
    }
    ArtifactRow row = Samples.artifact("Examples/1", "content " + random.nextInt(30));
    Digest key = Digest.of(row.id().hex());
    Completion completion = Samples.completion(row.id().hex(), inputs, Map.of("out", row));
    store.completeTask(run, step, token, completion);
    Made made = new Made(row, store.findExecution(key).orElseThrow().id(), clock.instant(), read);
    all.add(made);
    return made;
  }

  private Set<Digest> needless(int keep, Duration age) {
    Set<Made> needed = new HashSet<>();
    Instant since = clock.instant().minus(age);
    for (Did run : runs) {
      if (run.registers) {
        run.made.forEach(made -> upstream(made, needed));
      }
      boolean young = !run.created.isBefore(since);
      if (!run.ended || young || isAmongNewest(run, keep) || pinned.contains(run.id)) {
        needed.addAll(run.made);
      }
      if (!run.ended) {
        needed.addAll(run.holds);
      }
      if (pinned.contains(run.id)) {
        run.made.forEach(made -> needed.addAll(made.read));
      }
    }
    registered.forEach(model -> upstream(model, needed));
    all.stream().filter(made -> !made.at.isBefore(since)).forEach(needed::add);
    all.stream().filter(made -> pinned.contains(made.row.id())).forEach(needed::add);
    Set<Digest> contents = new HashSet<>();
    all.forEach(made -> contents.add(made.row.digest()));
    needed.forEach(made -> contents.remove(made.row.digest()));
    return contents;
  }

  private static void upstream(Made made, Set<Made> needed) {
    needed.add(made);
    made.read.forEach(input -> upstream(input, needed));
  }

  private boolean isAmongNewest(Did run, int keep) {
    List<Did> same = runs.stream().filter(other -> other.pipeline.equals(run.pipeline)).toList();
    return same.indexOf(run) >= same.size() - keep;
  }

  private static final class Did {
    private final Id id;
    private final String pipeline;
    private final Instant created;
    private final List<Made> made = new ArrayList<>();
    private final List<Made> holds = new ArrayList<>();
    private boolean ended;
    private boolean registers;

    private Did(Id id, String pipeline, Instant created) {
      this.id = id;
      this.pipeline = pipeline;
      this.created = created;
    }
  }

  /** Compared by identity, as each was made once. */
  private static final class Made {
    private final ArtifactRow row;
    private final Id execution;
    private final Instant at;
    private final List<Made> read;

    private Made(ArtifactRow row, Id execution, Instant at, List<Made> read) {
      this.row = row;
      this.execution = execution;
      this.at = at;
      this.read = read;
    }
  }
}
