package dev.millrace.store;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A program that works until it is killed, or something fails: three threads make runs, publish
 * artifacts and complete tasks, and print a line for each write that the store has acknowledged.
 */
final class CrashingWriter {
  private static final TaskNote NOTE = new TaskNote("", Optional.empty());

  private final MetadataStore metadata;
  private final ArtifactStore artifacts;

  private CrashingWriter(MetadataStore metadata, ArtifactStore artifacts) {
    this.metadata = metadata;
    this.artifacts = artifacts;
  }

  @SuppressWarnings("SystemOut") // the parent process reads it
  public static void main(String[] arguments) {
    Home home = Home.open(Path.of(arguments[0]));
    Clock clock = Clock.systemUTC();
    CrashingWriter writer =
        new CrashingWriter(
            SqlMetadataStore.open(home, clock, clock), LocalArtifactStore.open(home, clock));
    long seed = Long.parseLong(arguments[1]);
    for (int thread = 0; thread < 3; thread++) {
      SplittableRandom random = new SplittableRandom(seed + thread);
      Thread.ofPlatform().start(() -> writer.work(random));
    }
  }

  private void work(SplittableRandom random) {
    try {
      while (true) {
        oneRun(random);
      }
    } catch (IOException | RuntimeException e) {
      acknowledged("failed: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private void oneRun(SplittableRandom random) throws IOException {
    Id run = metadata.createRun(Samples.run("flights")).id();
    acknowledged("created", run.hex());
    Token token = metadata.acquireLease(run, "writer", Duration.ofDays(1)).orElseThrow();
    metadata.moveRun(run, token, RunState.RUNNING, "go");
    acknowledged("running", run.hex());
    metadata.moveTask(run, "ingest", token, TaskState.RUNNING, NOTE);
    ArtifactRow row = artifacts.publish(Examples.TYPE, examples(run, random));
    metadata.completeTask(
        run, "ingest", token, Samples.completion(run.hex(), Map.of(), Map.of("examples", row)));
    acknowledged("completed", run.hex(), row.digest().hex());
  }

  private Examples examples(Id run, SplittableRandom random) throws IOException {
    Path directory = artifacts.stage(run, "ingest");
    for (int i = 0; i < 3; i++) {
      byte[] bytes = new byte[random.nextInt(1, 30_000)];
      random.nextBytes(bytes);
      Files.write(directory.resolve("part-" + i), bytes);
    }
    return new Examples(new Handle.Staged(directory, new LinkedHashMap<>()));
  }

  @SuppressWarnings("SystemOut") // the parent process reads it
  private static void acknowledged(String... words) {
    System.out.println(String.join(" ", words));
  }
}
