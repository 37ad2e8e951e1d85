package dev.millrace.store.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.FilesGone;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.Samples;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Collections while runs publish the same contents, and find them in the cache. Others are tried
 * with {@code -Dmillrace.seed=1000}.
 */
class CollectorRaceTest {
  private static final int THREADS = 3;
  private static final int ENOUGH = 10;
  private static final long SEED = Long.getLong("millrace.seed", 0);
  private static final String CONTEXT = "-Dmillrace.seed=" + SEED;

  /** Far more than it takes on the slowest machine. */
  private static final int MOST_COLLECTIONS = 20_000;

  private static final Policy NOTHING = new Policy(0, Duration.ZERO, false, false);

  /** The kernel's time stamps of files lag behind the clock by a tick. */
  private static final Duration SLACK = Duration.ofMillis(50);

  private final Clock clock = Clock.systemUTC();
  private final AtomicLong reused = new AtomicLong();
  private final AtomicBoolean enough = new AtomicBoolean();
  @TempDir Path directory;
  private Home home;
  private SqlMetadataStore metadata;
  private LocalArtifactStore artifacts;

  @BeforeEach
  void open() {
    home = Home.open(directory.resolve("home"));
    metadata = SqlMetadataStore.open(home, clock, clock);
    artifacts = LocalArtifactStore.open(home, clock);
  }

  @AfterEach
  void close() {
    metadata.close();
  }

  @Test
  void collect_amongRuns_neverTakesWhatARunUnderWayHas() throws Exception {
    long collected = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = new SplittableRandom(SEED + i);
        workers.add(
            threads.submit(
                () -> {
                  while (!enough.get()) {
                    oneRun(random);
                  }
                  return true;
                }));
      }
      Collector collector = new Collector(home, metadata, clock, clock, SLACK);
      try {
        for (int i = 0; i < MOST_COLLECTIONS && !enough.get(); i++) {
          collected += collector.collect(collector.plan(NOTHING), "ada").contents();
          boolean stopped = workers.stream().anyMatch(Future::isDone);
          enough.set(stopped || (collected >= ENOUGH && reused.get() >= ENOUGH));
        }
      } finally {
        enough.set(true);
      }
      for (Future<?> worker : workers) {
        assertThat(worker).as(CONTEXT).succeedsWithin(Duration.ofMinutes(1));
      }
    }

    assertThat(collected).as(CONTEXT).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(reused.get()).as(CONTEXT).isGreaterThanOrEqualTo(ENOUGH);
    for (Digest digest : live()) {
      artifacts.verify(metadata.findArtifact(Examples.TYPE, digest).orElseThrow());
    }
  }

  private void oneRun(SplittableRandom random) throws IOException {
    Id run = metadata.createRun(Samples.run("flights")).id();
    Token token = metadata.acquireLease(run, "w", Duration.ofMinutes(1)).orElseThrow();
    metadata.moveRun(run, token, RunState.RUNNING, "");
    String content = "content " + random.nextInt(4);
    ArtifactRow row = cached(run, token, content).orElse(null);
    if (row == null) {
      row = artifacts.publish(Examples.TYPE, staged(run, content));
      metadata.completeTask(run, "ingest", token, completion(content, row));
    }
    artifacts.verify(row);
    metadata.moveRun(run, token, RunState.SUCCEEDED, "");
    metadata.releaseLease(run, token);
  }

  private Optional<ArtifactRow> cached(Id run, Token token, String content) {
    Optional<Execution> execution = metadata.findExecution(Digest.of(content));
    try {
      execution.ifPresent(found -> metadata.reuseExecution(run, "ingest", token, found, ""));
    } catch (FilesGone _) {
      return Optional.empty();
    }
    execution.ifPresent(_ -> reused.incrementAndGet());
    return execution.flatMap(
        found -> metadata.findArtifact(found.artifacts().values().iterator().next()));
  }

  private Examples staged(Id run, String content) throws IOException {
    Path staged = artifacts.stage(run, "ingest");
    Files.writeString(staged.resolve("a"), content);
    Files.writeString(staged.resolve("b"), content.repeat(1000));
    return new Examples(new Handle.Staged(staged, new LinkedHashMap<>()));
  }

  private static Completion completion(String content, ArtifactRow row) {
    return Samples.completion(content, Map.of(), Map.of("out", row));
  }

  private List<Digest> live() {
    return metadata
        .database()
        .read(
            sql ->
                sql.list(
                    "SELECT DISTINCT digest FROM artifact WHERE state = 'LIVE'",
                    found -> found.digest("digest")));
  }
}
