package dev.millrace.benchmark.slice;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.bench.Machine;
import dev.millrace.store.Home;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline of steps that do nothing but count, each after the one before, on a home of its own.
 * Also a program: prints the milliseconds that a step took.
 */
final class StepChain {

  private static final Components COMPONENTS = Components.of(List.of(new CountOn()));

  private StepChain() {}

  /** Adds one. */
  @Named("count_on")
  static final class CountOn implements Component<CountOn.Inputs, CountOn.Outputs> {

    record Inputs(Value<Integer> count) {}

    record Outputs(Value<Integer> count) {}

    @Override
    public Outputs run(Inputs inputs, TaskContext task) {
      return new Outputs(Value.of(inputs.count().get() + 1));
    }
  }

  /** There is nothing to be found. */
  private static final class NothingStored implements ArtifactResolver {

    @Override
    public Set<String> queries() {
      return Set.of();
    }

    @Override
    public <A extends Artifact> Optional<A> resolve(
        ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
      return Optional.empty();
    }
  }

  static PipelineSpec of(int steps) {
    Pipeline pipeline = Pipeline.named("chain");
    Value<Integer> count = Value.of(0);
    for (int step = 1; step <= steps; step++) {
      count = pipeline.step("step_" + step, new CountOn(), new CountOn.Inputs(count)).count();
    }
    return pipeline.spec();
  }

  /**
   * @param arguments the home, how many steps to run first and not to time, and how many to time
   */
  @SuppressWarnings("SystemOut") // the figure
  public static void main(String[] arguments) throws Exception {
    Clock clock = Clock.systemUTC();
    Home home = Home.open(Path.of(arguments[0]));
    int warmUp = Integer.parseInt(arguments[1]);
    int timed = Integer.parseInt(arguments[2]);
    try (SqlMetadataStore metadata = SqlMetadataStore.open(home, clock, clock);
        Engine engine = Engine.of(setup(home, metadata, clock))) {
      if (warmUp > 0) {
        var _ = millisPerStep(engine, home, warmUp);
      }
      System.out.println(millisPerStep(engine, home, timed));
    }
  }

  private static EngineSetup setup(Home home, SqlMetadataStore metadata, Clock clock) {
    return new EngineSetup(
        metadata,
        LocalArtifactStore.open(home, clock),
        TaskLogs.open(home),
        _ -> COMPONENTS,
        new NothingStored(),
        Map.of(),
        clock,
        Machine.here());
  }

  private static double millisPerStep(Engine engine, Home home, int steps) throws Exception {
    PipelineSpec chain = of(steps);
    long start = System.nanoTime();
    Outcome outcome = engine.run(RunRequest.of(chain, home.root(), "benchmark"), _ -> {});
    double millis = (System.nanoTime() - start) / 1e6 / steps;
    if (outcome.state() != RunState.SUCCEEDED) {
      throw new IllegalStateException("the chain ended as " + outcome.state());
    }
    Map<String, JsonNode> last = outcome.tasks().getLast().values();
    if (!last.equals(Map.of("count", Json.tree(steps)))) {
      throw new IllegalStateException("counted to " + last + ", not to " + steps);
    }
    return millis;
  }
}
