package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.Allowance;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.value.Id;
import dev.millrace.engine.bench.Demand;
import dev.millrace.engine.bench.Workbench;
import dev.millrace.engine.graph.Setting;
import dev.millrace.store.MetadataStore.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task's view of the engine, from the first question about its outside data until it ends. Safe
 * for use by the task's own threads. Closing it removes what the task wrote and did not publish.
 */
final class TaskScope implements TaskContext, AutoCloseable {

  private final Assignment assignment;
  private final EngineSetup setup;
  private final Workbench bench;
  private final Map<String, String> environment;
  private final StepVoice voice;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Path> directories = new ArrayList<>();
  private Optional<Path> work = Optional.empty();
  private volatile boolean cancelled;

  /**
   * @param environment variables for programs, with the values of secrets
   */
  TaskScope(
      Assignment assignment,
      EngineSetup setup,
      Workbench bench,
      Map<String, String> environment,
      StepVoice voice) {
    this.assignment = assignment;
    this.setup = setup;
    this.bench = bench;
    this.environment = environment;
    this.voice = voice;
  }

  /** Of a task that is only looked at, not run. */
  static TaskScope looking(Assignment assignment, EngineSetup setup, Workbench bench) {
    return new TaskScope(assignment, setup, bench, Map.of(), StepVoice.silent());
  }

  @Override
  public Id run() {
    return setting().run().id();
  }

  @Override
  public String step() {
    return assignment.path();
  }

  @Override
  public String pipeline() {
    return assignment.body().name();
  }

  @Override
  public Instant asOf() {
    return setting().run().asOf();
  }

  @Override
  public Clock clock() {
    return setup.clock();
  }

  @Override
  public <A extends Artifact> A stage(ArtifactType<A> type) {
    return type.over(
        new Handle.Staged(directory(), Collections.synchronizedMap(new LinkedHashMap<>())));
  }

  @Override
  public synchronized Path workDirectory() {
    Path directory = work.orElseGet(this::directory);
    work = Optional.of(directory);
    return directory;
  }

  @Override
  public Path resolve(String path) {
    return assignment.body().directory().resolve(path).normalize();
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public void metric(String key, double value, long index) {
    Metric metric = new Metric(step(), key, value, index, setup.clock().instant());
    synchronized (metrics) {
      metrics.add(metric);
    }
  }

  /** In the order of recording. */
  List<Metric> metrics() {
    synchronized (metrics) {
      return List.copyOf(metrics);
    }
  }

  @Override
  public void log(String line) {
    voice.log(line);
  }

  @Override
  public void progress(double fraction, String doing) {
    voice.progress(Math.clamp(fraction, 0, 1), doing);
  }

  @Override
  public int threads() {
    return bench.share(Demand.of(assignment.spec().policy()));
  }

  @Override
  public Allowance allowance() {
    StepPolicy.Resources resources = assignment.spec().policy().resources();
    return new Allowance(resources.cpus(), resources.memoryBytes());
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public <P> P port(Class<P> port) {
    Object found = setup.ports().get(port);
    if (found == null) {
      throw new IllegalStateException(
          "step '"
              + step()
              + "' asks for the port "
              + port.getName()
              + ", which is not wired here");
    }
    return port.cast(found);
  }

  @Override
  public synchronized void close() {
    directories.forEach(Scratch::delete);
    directories.clear();
  }

  private Setting setting() {
    return assignment.surroundings().setting();
  }

  private synchronized Path directory() {
    try {
      Path directory = setup.artifacts().stage(run(), step());
      directories.add(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("no directory to write in for step '" + step() + "'", e);
    }
  }
}
