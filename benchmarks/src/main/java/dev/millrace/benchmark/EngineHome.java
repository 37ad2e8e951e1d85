package dev.millrace.benchmark;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Components;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.bench.Machine;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.Home;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** An engine with some components on a home of its own, as the program itself sets one up. */
public final class EngineHome implements AutoCloseable {

  private final Home home;
  private final SqlMetadataStore metadata;
  private final ArtifactStore artifacts;
  private final Engine engine;

  private EngineHome(Home home, Components components) {
    Clock clock = Clock.systemUTC();
    this.home = home;
    this.metadata = SqlMetadataStore.open(home, clock, clock);
    this.artifacts = LocalArtifactStore.open(home, clock);
    this.engine =
        Engine.of(
            new EngineSetup(
                metadata,
                artifacts,
                TaskLogs.open(home),
                _ -> components,
                new NothingStored(),
                Map.of(),
                clock,
                Machine.here()));
  }

  /**
   * @param directory of the home, made if it is not there
   */
  public static EngineHome open(Path directory, Component<?, ?>... components) {
    return new EngineHome(Home.open(directory), Components.of(List.of(components)));
  }

  public SqlMetadataStore metadata() {
    return metadata;
  }

  public ArtifactStore artifacts() {
    return artifacts;
  }

  public Engine engine() {
    return engine;
  }

  /** A wish to run a pipeline here. */
  public RunRequest request(PipelineSpec pipeline, Map<String, String> params) {
    return RunRequest.of(pipeline, home.root(), "benchmark").with(params);
  }

  /**
   * Runs a pipeline each of whose steps has to run.
   *
   * @throws IllegalStateException if one fails, or is found in the cache
   */
  public Outcome run(PipelineSpec pipeline, Map<String, String> params, RunListener listener)
      throws InterruptedException {
    Outcome outcome = engine.run(request(pipeline, params), listener);
    if (outcome.state() != RunState.SUCCEEDED) {
      throw new IllegalStateException(
          "run of " + pipeline.name() + " " + outcome.state() + ": " + outcome.reason());
    }
    outcome.tasks().stream()
        .filter(task -> task.state() != TaskState.SUCCEEDED)
        .findFirst()
        .ifPresent(
            task -> {
              throw new IllegalStateException(
                  "step " + task.step() + " of " + pipeline.name() + " is " + task.state());
            });
    return outcome;
  }

  @Override
  public void close() {
    engine.close();
    metadata.close();
  }
}
