package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Components;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.bench.Machine;
import dev.millrace.engine.lease.Holder;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** An engine on a real home, for one test. */
final class Mill implements AutoCloseable {

  static final Instant NOW = Instant.parse("2001-02-26T00:00:00Z");
  static final int THREADS = 2;
  static final long MEMORY = 1L << 30;

  /** A process that cannot be there: ids are smaller than this on every system. */
  static final Holder DEAD = new Holder(Holder.here(NOW).host(), 1L << 40, 0, "x");

  final Path directory;
  final MetadataStore metadata;
  final ArtifactStore artifacts;
  final TaskLogs logs;
  final Engine engine;
  final List<RunListener.RunEvent> heard = Collections.synchronizedList(new ArrayList<>());

  private Mill(
      Path directory,
      List<Component<?, ?>> components,
      ArtifactResolver resolver,
      int threads,
      UnaryOperator<EngineSetup> change) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Home home = Home.open(directory);
    this.directory = directory;
    this.metadata = SqlMetadataStore.open(home, clock, Clock.systemUTC());
    this.artifacts = LocalArtifactStore.open(home, clock);
    this.logs = TaskLogs.open(home);
    EngineSetup setup =
        new EngineSetup(
            metadata,
            artifacts,
            logs,
            _ -> Components.of(components),
            resolver,
            Map.of(Clock.class, clock),
            clock,
            Machine.of(threads, MEMORY));
    this.engine = Engine.of(change.apply(setup));
  }

  static Mill open(Path home, Component<?, ?>... components) {
    return new Mill(home, List.of(components), new Shelf(), THREADS, UnaryOperator.identity());
  }

  static Mill open(Path home, ArtifactResolver resolver, Component<?, ?>... components) {
    return new Mill(home, List.of(components), resolver, THREADS, UnaryOperator.identity());
  }

  static Mill serial(Path home, Component<?, ?>... components) {
    return threads(1, home, components);
  }

  static Mill threads(int threads, Path home, Component<?, ?>... components) {
    return new Mill(home, List.of(components), new Shelf(), threads, UnaryOperator.identity());
  }

  /** One with another setup in some respects. */
  static Mill with(Path home, UnaryOperator<EngineSetup> change, Component<?, ?>... components) {
    return new Mill(home, List.of(components), new Shelf(), THREADS, change);
  }

  RunRequest request(PipelineSpec pipeline) {
    return RunRequest.of(pipeline, directory, "ada");
  }

  /** A run that a process has made and leased and then left, by dying. */
  Id leftBy(Holder dead, PipelineSpec pipeline, Cause cause) {
    Run run = metadata.createRun(newRun(pipeline, cause));
    Token token =
        metadata.acquireLease(run.id(), dead.toString(), Duration.ofHours(1)).orElseThrow();
    metadata.moveRun(run.id(), token, RunState.RUNNING, "");
    return run.id();
  }

  NewRun newRun(PipelineSpec pipeline, Cause cause) {
    return new NewRun(
        "default",
        "default",
        pipeline.name(),
        pipeline.toJson(),
        pipeline.digest(),
        Map.of(),
        List.copyOf(pipeline.steps().keySet()),
        cause.actor(),
        NOW,
        NOW,
        cause.trigger(),
        cause.reason(),
        cause.idempotencyKey(),
        directory.toString(),
        Map.of());
  }

  Outcome run(PipelineSpec pipeline) throws InterruptedException {
    return run(request(pipeline));
  }

  Outcome run(RunRequest request) throws InterruptedException {
    return engine.run(request, heard::add);
  }

  /** The one task of a step. */
  static Task task(Outcome outcome, String step) {
    return outcome.tasks().stream()
        .filter(task -> task.step().equals(step))
        .findFirst()
        .orElseThrow();
  }

  static Map<String, TaskState> states(Outcome outcome) {
    Map<String, TaskState> states = new TreeMap<>();
    outcome.tasks().forEach(task -> states.put(task.step(), task.state()));
    return states;
  }

  /** A value that one step has made. */
  static JsonNode value(Outcome outcome, String step, String output) {
    return Optional.ofNullable(task(outcome, step).values().get(output)).orElseThrow();
  }

  /** The text that one mixing step has made. */
  String text(Outcome outcome, String step) throws IOException {
    return Files.readString(file(task(outcome, step)));
  }

  /** The text that each mixing task of a run has made; those that consist of others make none. */
  Map<String, String> texts(Outcome outcome) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Task task : outcome.tasks()) {
      if (task.execution().isPresent()) {
        texts.put(task.step(), Files.readString(file(task)));
      }
    }
    return texts;
  }

  Path file(Task task) throws IOException {
    return artifacts.open(artifact(task)).resolve("mix.txt");
  }

  ArtifactRow artifact(Task task) {
    return Optional.ofNullable(task.artifacts().get("made"))
        .flatMap(metadata::findArtifact)
        .orElseThrow();
  }

  List<Metric> metrics(Outcome outcome) {
    return metadata.metrics(outcome.run().id());
  }

  @Override
  public void close() {
    engine.close();
    metadata.close();
  }
}
