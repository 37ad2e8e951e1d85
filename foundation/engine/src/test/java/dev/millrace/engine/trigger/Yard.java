package dev.millrace.engine.trigger;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.value.Digest;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.bench.Machine;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.TriggerStore;
import dev.millrace.store.TriggerStore.Activation;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A process on a real home: a store, an engine, a clock that stands, and what is heard. */
final class Yard implements AutoCloseable {

  final MetadataStore metadata;
  final FindingSink findings;
  final Engine engine;
  final TriggerSetup setup;
  final List<UpEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final Path home;
  private final SqlMetadataStore store;
  private final SetClock clock;

  private Yard(Path home, SetClock clock, Death death, List<Component<?, ?>> components) {
    Home opened = Home.open(home);
    this.home = home;
    this.clock = clock;
    this.store = SqlMetadataStore.open(opened, clock, Clock.systemUTC());
    this.metadata = death.threatens(MetadataStore.class, store);
    this.engine =
        Engine.of(
            new EngineSetup(
                metadata,
                LocalArtifactStore.open(opened, clock),
                TaskLogs.open(opened),
                _ -> Components.of(components),
                new Nothing(),
                Map.of(),
                clock,
                Machine.of(2, 1 << 30)));
    this.findings = store.findings();
    this.setup =
        new TriggerSetup(
            death.threatens(TriggerStore.class, store.triggers()),
            metadata,
            _ -> Components.of(components),
            findings,
            clock);
  }

  static Yard open(Path home, SetClock clock, Component<?, ?>... components) {
    return new Yard(home, clock, Death.NEVER, List.of(components));
  }

  /** A process that dies at some point of its work. */
  static Yard mortal(Path home, SetClock clock, Death death, Component<?, ?>... components) {
    return new Yard(home, clock, death, List.of(components));
  }

  /** A pipeline of one step that says a word. */
  static PipelineSpec saying(String name, TriggerSpec... triggers) {
    Pipeline pipeline = Pipeline.named(name);
    var _ = pipeline.step("say", new Say(_ -> {}), new Say.Inputs(Value.of("hello")));
    for (TriggerSpec trigger : triggers) {
      pipeline.trigger(trigger);
    }
    return pipeline.spec();
  }

  Activation activate(PipelineSpec pipeline) throws IOException {
    return activate(pipeline, "local");
  }

  Activation activate(PipelineSpec pipeline, String environment) throws IOException {
    return activate(pipeline, environment, Map.of());
  }

  Activation activate(PipelineSpec pipeline, String environment, Map<String, String> params)
      throws IOException {
    Path file = home.resolve(pipeline.name()).resolve("pipeline.yaml");
    return new Activator(setup)
        .activate(new Activator.Wish(pipeline, file, environment, params, "ada"));
  }

  Scheduler begin() {
    return begin(9);
  }

  Scheduler begin(int runs) {
    return begin(Monitoring.NONE, runs);
  }

  Scheduler begin(Monitoring monitoring) {
    return begin(monitoring, 9);
  }

  private Scheduler begin(Monitoring monitoring, int runs) {
    return Scheduler.begin(
        setup, engine, monitoring, new Scheduler.Order("local", runs), heard::add);
  }

  /** Looks now, and waits for what was started. */
  Scheduler.Looked look(Scheduler scheduler) throws InterruptedException {
    Scheduler.Looked looked = scheduler.look(clock.instant());
    scheduler.awaitAll();
    return looked;
  }

  /** Looks as of a time. */
  Scheduler.Looked look(Scheduler scheduler, String time) throws InterruptedException {
    clock.set(time);
    return look(scheduler);
  }

  /** Oldest first. */
  List<Run> runs() {
    return metadata.runs(RunQuery.newest(100)).reversed();
  }

  /** What the runs are as of, oldest run first. */
  List<String> asOf() {
    return runs().stream().map(run -> run.asOf().toString()).toList();
  }

  <E extends UpEvent> List<E> heard(Class<E> type) {
    synchronized (heard) {
      return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  List<String> passed() {
    return heard(UpEvent.Passed.class).stream().map(UpEvent.Passed::reason).toList();
  }

  /** Goes without putting anything in order; that it is gone is known. */
  void die() {
    engine.leave();
    TriggerStore triggers = store.triggers();
    triggers.watchman("local").ifPresent(dead -> triggers.breakWatch("local", dead));
    for (Run run : store.runs(RunQuery.newest(100))) {
      store.lease(run.id()).ifPresent(lease -> store.breakLease(run.id(), lease.holder()));
    }
    close();
  }

  @Override
  public void close() {
    engine.close();
    store.close();
  }

  /** There is nothing to be found. */
  private static final class Nothing implements ArtifactResolver {
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
}
