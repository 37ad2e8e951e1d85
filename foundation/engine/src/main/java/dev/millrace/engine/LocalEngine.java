package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.code.CodeIdentity;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The engine of one process on one home. */
final class LocalEngine implements Engine {

  private final EngineSetup setup;
  private final Workbench bench;
  private final CacheLookup cache;
  private final Leases leases;
  private final Map<Id, LiveRun> live = new ConcurrentHashMap<>();

  LocalEngine(EngineSetup setup) {
    this.setup = setup;
    this.bench = new Workbench(setup.threads());
    this.cache = new CacheLookup(setup, new CodeIdentity());
    this.leases = new Leases(setup.metadata(), Holder.here(setup.clock().instant()));
  }

  @Override
  public Plan plan(RunRequest request) {
    RunFacts facts =
        new RunFacts(
            Id.at(setup.clock().instant()),
            request.pipeline(),
            Parameters.resolve(request.pipeline(), request.params()),
            request.asOf().orElseGet(setup.clock()::instant),
            request.directory());
    return new Planner(setup, facts, cache, bench).plan();
  }

  @Override
  public RunningRun start(RunRequest request, RunListener listener) {
    Map<String, JsonNode> params = Parameters.resolve(request.pipeline(), request.params());
    Optional<Run> earlier =
        request.cause().idempotencyKey().isPresent()
            ? metadata().findRunByKey(request.cause().idempotencyKey().get())
            : interrupted(request, params);
    if (earlier.isPresent() && earlier.get().state().ended()) {
      return new EndedRun(outcome(earlier.get().id(), true));
    }
    Run run = earlier.orElseGet(() -> metadata().createRun(newRun(request, params)));
    return goOn(run.id(), earlier.isPresent(), RunState::ended, listener);
  }

  @Override
  public RunningRun resume(Id id, RunListener listener) {
    if (metadata().findRun(id).isEmpty()) {
      throw UserError.notFound("there is no run " + id).hint("list them with: runs list");
    }
    return goOn(id, true, state -> state == RunState.SUCCEEDED, listener);
  }

  @Override
  public List<Run> interrupted() {
    return leases.interrupted(Optional.empty()).reversed();
  }

  @Override
  public void cancel(Id run) {
    LiveRun found = live.get(run);
    if (found != null) {
      found.cancel();
    }
  }

  @Override
  public void close() {
    live.values().forEach(LiveRun::cancel);
    live.values().forEach(LiveRun::awaitEnd);
    bench.close();
  }

  /** An interrupted run of the same pipeline, parameters and, where given, as-of time. */
  private Optional<Run> interrupted(RunRequest request, Map<String, JsonNode> params) {
    PipelineSpec pipeline = request.pipeline();
    return leases.interrupted(Optional.of(pipeline.name())).stream()
        .filter(run -> run.specDigest().equals(pipeline.digest()))
        .filter(run -> run.params().equals(params))
        .filter(run -> run.directory().equals(request.directory().toString()))
        .filter(run -> run.trigger().equals(request.cause().trigger()))
        .filter(run -> request.asOf().map(run.asOf()::equals).orElse(true))
        .findFirst();
  }

  private NewRun newRun(RunRequest request, Map<String, JsonNode> params) {
    PipelineSpec pipeline = request.pipeline();
    Instant now = setup.clock().instant();
    return new NewRun(
        request.filing().project(),
        request.filing().experiment(),
        pipeline.name(),
        pipeline.toJson(),
        pipeline.digest(),
        params,
        List.copyOf(pipeline.steps().keySet()),
        request.cause().actor(),
        request.asOf().orElse(now),
        now,
        request.cause().trigger(),
        request.cause().reason(),
        request.cause().idempotencyKey(),
        request.directory().toString(),
        request.filing().tags());
  }

  /**
   * Takes a run's lease and drives the run to its end.
   *
   * @param atEnd the states in which there is nothing left to do; only with the lease in hand is it
   *     certain that the state stands
   */
  private RunningRun goOn(Id id, boolean resumed, Predicate<RunState> atEnd, RunListener listener) {
    Token token = take(id);
    Run run = metadata().findRun(id).orElseThrow();
    if (atEnd.test(run.state())) {
      leases.giveBack(id, token);
      return new EndedRun(outcome(id, true));
    }
    RunContext context =
        new RunContext(setup, facts(run), token, bench, cache, new OneAtATime(listener));
    LiveRun started = new LiveRun(id, resumed, new RunLoop(context));
    live.put(id, started);
    started.start(() -> drive(context, started, run.state()));
    return started;
  }

  private Outcome drive(RunContext context, LiveRun run, RunState state)
      throws InterruptedException {
    long start = System.nanoTime();
    PipelineSpec pipeline = context.run().pipeline();
    RunListener listener = context.listener();
    listener.on(
        new RunEvent.Started(run.id(), pipeline.name(), run.resumed(), pipeline.steps().size()));
    try (LeaseKeeper _ = leases.keep(run.id(), context.token(), run.loop()::lose)) {
      run.loop().run(state);
    } finally {
      live.remove(run.id());
      leases.giveBack(run.id(), context.token());
    }
    Outcome outcome = outcome(run.id(), run.resumed());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    listener.on(new RunEvent.Ended(run.id(), outcome.state(), outcome.reason(), took));
    return outcome;
  }

  private Token take(Id run) {
    if (live.containsKey(run)) {
      throw UserError.failure("run " + run.brief() + " is being run by this process already");
    }
    return leases.take(run);
  }

  private RunFacts facts(Run run) {
    PipelineSpec pipeline = PipelineSpec.fromJson(metadata().pipelineOf(run.id()));
    return new RunFacts(run.id(), pipeline, run.params(), run.asOf(), Path.of(run.directory()));
  }

  private Outcome outcome(Id id, boolean resumed) {
    return new Outcome(metadata().findRun(id).orElseThrow(), resumed, metadata().tasks(id));
  }

  private MetadataStore metadata() {
    return setup.metadata();
  }
}
