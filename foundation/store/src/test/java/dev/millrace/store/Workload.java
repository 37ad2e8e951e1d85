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
import dev.millrace.store.files.TaskLog;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.gc.Collector;
import dev.millrace.store.gc.Plan;
import dev.millrace.store.gc.Policy;
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

/**
 * Something of all that a store is used for, in a fixed order: a run that logs, publishes what is
 * new and what is there already, ends, and a collection of what the run before it has made. What
 * the store has acknowledged is noted as it goes.
 */
public final class Workload {
  private static final TaskNote NOTE = new TaskNote("", Optional.empty());
  private static final Policy NEWEST = new Policy(1, Duration.ZERO, true, true);

  private final Home home;
  private final SqlMetadataStore metadata;
  private final LocalArtifactStore artifacts;
  private final TaskLogs logs;
  private final Collector collector;
  private final List<Acknowledged> acknowledged = new ArrayList<>();

  /**
   * Work in a home.
   *
   * @param machine ahead of the real time, so that what was published may be collected at once
   */
  public Workload(Home home, SqlMetadataStore metadata, Clock clock, Clock machine) {
    this.home = home;
    this.metadata = metadata;
    this.artifacts = LocalArtifactStore.open(home, clock);
    this.logs = TaskLogs.open(home);
    this.collector = Collector.of(home, metadata, clock, machine);
  }

  /** Something that the store has said is done. */
  public sealed interface Acknowledged {
    record Created(Id run) implements Acknowledged {}

    record Moved(Id run, RunState state) implements Acknowledged {}

    record Said(Id run, String line) implements Acknowledged {}

    record Completed(Id run, String step, ArtifactRow row) implements Acknowledged {}
  }

  /** What was acknowledged so far; of a run's states the last counts. */
  public List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  public void run() throws IOException {
    Id run = metadata.createRun(Samples.run("flights")).id();
    acknowledged.add(new Acknowledged.Created(run));
    Token token = metadata.acquireLease(run, "worker", Duration.ofMinutes(1)).orElseThrow();
    metadata.moveRun(run, token, RunState.RUNNING, "go");
    acknowledged.add(new Acknowledged.Moved(run, RunState.RUNNING));
    complete(run, token, "ingest", "the same in each run");
    complete(run, token, "train", "of run " + run);
    metadata.addTasks(run, token, List.of("train[0]"));
    metadata.moveTask(run, "train[0]", token, TaskState.SKIPPED, NOTE);
    metadata.moveRun(run, token, RunState.SUCCEEDED, "done");
    acknowledged.add(new Acknowledged.Moved(run, RunState.SUCCEEDED));
    metadata.releaseLease(run, token);
    Plan plan = collector.plan(NEWEST);
    collector.collect(plan, "ada");
  }

  private void complete(Id run, Token token, String step, String content) throws IOException {
    try (TaskLog log = logs.append(run, step)) {
      String line = step + " of " + run;
      log.line(line);
      acknowledged.add(new Acknowledged.Said(run, line));
    }
    metadata.startTask(run, step, token, NOTE, Samples.NOON);
    Path staged = artifacts.stage(run, step);
    OwnerOnly.write(staged.resolve("rows"), content.repeat(50));
    Path folder = Files.createDirectory(staged.resolve("more"));
    OwnerOnly.write(folder.resolve("rows"), content);
    ArtifactRow row =
        artifacts.publish(
            Examples.TYPE, new Examples(new Handle.Staged(staged, new LinkedHashMap<>())));
    artifacts.verify(row);
    metadata.completeTask(
        run, step, token, Samples.completion(run + step, Map.of(), Map.of("out", row)));
    acknowledged.add(new Acknowledged.Completed(run, step, row));
  }

  @Override
  public String toString() {
    return "work in " + home;
  }
}
