package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.engine.bench.Workbench;
import dev.millrace.engine.code.CodeIdentity;
import dev.millrace.engine.graph.Body;
import dev.millrace.engine.graph.Graph;
import dev.millrace.engine.graph.RunFacts;
import dev.millrace.engine.graph.Setting;
import dev.millrace.engine.lease.Holder;
import dev.millrace.engine.lease.LeaseKeeper;
import dev.millrace.engine.lease.Leases;
import dev.millrace.store.Amendment;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The engine of one process on one home. */
final class LocalEngine implements Engine {

  /** The tag under which a run's selection is recorded. */
  static final String SELECTION = "selection";

  private final EngineSetup setup;
  private final Workbench bench;
  private final CacheLookup cache;
  private final Leases leases;
  private final Map<Id, LiveRun> live = new ConcurrentHashMap<>();

  LocalEngine(EngineSetup setup) {
    this.setup = setup;
    this.bench = new Workbench(setup.machine());
    this.cache = new CacheLookup(setup, CodeIdentity.OF_THIS_PROCESS);
    this.leases = new Leases(setup.metadata(), setup.timer(), Holder.here(setup.clock().instant()));
  }

  @Override
  public Plan plan(RunRequest request) {
    Instant now = setup.clock().instant();
    RunFacts facts =
        new RunFacts(Id.at(now), request.pipeline().name(), request.asOf().orElse(now));
    Setting setting =
        new Setting(
            facts,
            Body.of(request.pipeline(), request.directory(), setup.components()),
            Parameters.resolve(request.pipeline(), request.params()),
            Map.of());
    return new Planner(
            setup, Graph.of(setting, request.selection().in(request.pipeline())), cache, bench)
        .plan();
  }

  @Override
  public RunningRun start(RunRequest request, RunListener listener) {
    PipelineSpec pipeline = request.pipeline();
    Map<String, JsonNode> params = Parameters.resolve(pipeline, request.params());
    RunChecks.check(pipeline, setup.machine());
    var _ = request.selection().in(pipeline);
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
    require(id);
    return goOn(id, true, state -> state == RunState.SUCCEEDED, listener);
  }

  @Override
  public RunningRun amend(Id id, RunRequest changed, Optional<String> from, RunListener listener) {
    require(id);
    RunChecks.check(changed.pipeline(), setup.machine());
    Token token = take(id);
    return holding(
        id,
        token,
        () -> {
          Run run = require(id);
          Amendment amendment =
              new FixedRun(setup, cache, run, specOf(run)).amendment(changed, from);
          metadata().amendRun(id, token, amendment);
          return drive(require(id), token, true, from, new OneAtATime(listener));
        });
  }

  @Override
  public Why why(Id id, String step) {
    Run run = require(id);
    List<Task> tasks = metadata().tasks(id);
    Task task =
        tasks.stream()
            .filter(each -> each.step().equals(step))
            .findFirst()
            .orElseThrow(() -> noStep(run, step, tasks));
    WhyFinder finder = new WhyFinder(metadata());
    Optional<Execution> execution = task.execution().flatMap(metadata()::findExecution);
    Optional<Why.Nearest> nearest =
        task.state() == TaskState.CACHED
            ? execution.map(finder::taken)
            : execution.isPresent()
                ? finder.nearest(execution.get().keyParts(), execution.map(Execution::id))
                : keyNow(run, tasks, step)
                    .flatMap(key -> finder.nearest(key.parts(), Optional.empty()));
    return new Why(step, task.state(), task.reason(), nearest);
  }

  /** What a step that has no result would be cached under as things are now. */
  private Optional<CacheKey> keyNow(Run run, List<Task> tasks, String step) {
    Graph root = graph(run, specOf(run));
    return new Planner(setup, root, cache, bench).knowing(tasks).key(step);
  }

  private static UserError noStep(Run run, String step, List<Task> tasks) {
    return UserError.notFound("run " + run.id().brief() + " has no step '" + step + "'")
        .hint(Suggestion.remedy(step, tasks.stream().map(Task::step).toList()));
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
  public void leave() {
    List<LiveRun> all = List.copyOf(live.values());
    all.forEach(LiveRun::leave);
    all.forEach(LiveRun::awaitEnd);
  }

  @Override
  public void close() {
    live.values().forEach(LiveRun::cancel);
    live.values().forEach(LiveRun::awaitEnd);
    bench.close();
  }

  /** An interrupted run of the same pipeline, parameters and, where given, as-of time. */
  private Optional<Run> interrupted(RunRequest request, Map<String, JsonNode> params) {
    Digest digest = request.pipeline().digest();
    return leases.interrupted(Optional.of(request.pipeline().name())).stream()
        .filter(run -> run.specDigest().equals(digest))
        .filter(run -> run.params().equals(params))
        .filter(run -> run.directory().equals(request.directory().toString()))
        .filter(run -> run.trigger().equals(request.cause().trigger()))
        .filter(run -> request.asOf().map(run.asOf()::equals).orElse(true))
        .filter(run -> selection(run).equals(request.selection()))
        .findFirst();
  }

  private NewRun newRun(RunRequest request, Map<String, JsonNode> params) {
    PipelineSpec pipeline = request.pipeline();
    JsonNode spec = pipeline.toJson();
    Instant now = setup.clock().instant();
    return new NewRun(
        request.filing().project(),
        request.filing().experiment(),
        pipeline.name(),
        spec,
        Digest.of(spec),
        params,
        steps(pipeline),
        request.cause().actor(),
        request.asOf().orElse(now),
        now,
        request.cause().trigger(),
        request.cause().reason(),
        request.cause().idempotencyKey(),
        request.directory().toString(),
        tags(request));
  }

  private static List<String> steps(PipelineSpec pipeline) {
    List<String> steps = new ArrayList<>(pipeline.steps().keySet());
    steps.addAll(pipeline.onExit().keySet());
    return steps;
  }

  private static Map<String, String> tags(RunRequest request) {
    Map<String, String> tags = new LinkedHashMap<>(request.filing().tags());
    if (!request.selection().isAll()) {
      tags.put(SELECTION, request.selection().text());
    }
    return tags;
  }

  private static Selection selection(Run run) {
    return Optional.ofNullable(run.tags().get(SELECTION))
        .map(Selection::parse)
        .orElse(Selection.ALL);
  }

  /**
   * Takes a run's lease and drives the run to its end.
   *
   * @param atEnd the states in which there is nothing left to do; only with the lease in hand is it
   *     certain that the state stands
   */
  private RunningRun goOn(Id id, boolean resumed, Predicate<RunState> atEnd, RunListener listener) {
    Token token = take(id);
    return holding(
        id,
        token,
        () -> {
          Run run = require(id);
          if (atEnd.test(run.state())) {
            leases.giveBack(id, token);
            return new EndedRun(outcome(id, true));
          }
          if (run.state().ended()) {
            new FixedRun(setup, cache, run, specOf(run))
                .exitsAgain()
                .ifPresent(again -> metadata().amendRun(id, token, again));
          }
          return drive(run, token, resumed, Optional.empty(), new OneAtATime(listener));
        });
  }

  /** A run that cannot go on is free for others. */
  private RunningRun holding(Id id, Token token, Supplier<RunningRun> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      leases.giveBack(id, token);
      throw e;
    }
  }

  private Run require(Id id) {
    return metadata()
        .findRun(id)
        .orElseThrow(
            () -> UserError.notFound("there is no run " + id).hint("list them with: runs list"));
  }

  private PipelineSpec specOf(Run run) {
    return PipelineSpec.fromJson(metadata().pipelineOf(run.id()));
  }

  private Graph graph(Run run, PipelineSpec pipeline) {
    RunFacts facts = new RunFacts(run.id(), run.pipeline(), run.asOf());
    Body body = Body.of(pipeline, Path.of(run.directory()), setup.components());
    return Graph.of(new Setting(facts, body, run.params(), Map.of()), selection(run).in(pipeline));
  }

  /**
   * @param anew a step that is run whatever the cache has
   */
  private LiveRun drive(
      Run run, Token token, boolean resumed, Optional<String> anew, RunListener listener) {
    PipelineSpec pipeline = specOf(run);
    Graph root = graph(run, pipeline);
    Setting setting = root.setting();
    StepBinder binder = new StepBinder(new InputSearch(setup, setting.body().makes()));
    RunContext context =
        new RunContext(setup, setting.run(), token, bench, cache, binder, listener);
    LiveRun started = new LiveRun(run.id(), resumed, new RunLoop(context, root, anew));
    live.put(run.id(), started);
    started.start(() -> drive(context, started, pipeline, run.state()));
    return started;
  }

  private Outcome drive(RunContext context, LiveRun run, PipelineSpec pipeline, RunState state)
      throws InterruptedException {
    long start = System.nanoTime();
    RunListener listener = context.listener();
    int steps = pipeline.steps().size() + pipeline.onExit().size();
    try (LeaseKeeper _ = leases.keep(run.id(), context.token(), run.loop());
        Workbench.Limits _ = bench.limit(RunChecks.pools(pipeline))) {
      listener.on(new RunEvent.Started(run.id(), pipeline.name(), run.resumed(), steps));
      if (run.resumed()) {
        setup.leftovers().end(run.id());
      }
      run.loop().run(run.resumed() ? takenUp(context, state) : state);
    } finally {
      live.remove(run.id());
      leases.giveBack(run.id(), context.token());
    }
    Outcome outcome = outcome(run.id(), run.resumed());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    listener.on(new RunEvent.Ended(run.id(), outcome.state(), outcome.reason(), took));
    return outcome;
  }

  /** A run that goes on makes again what was collected while it stood. */
  private RunState takenUp(RunContext context, RunState state) {
    Id id = context.id();
    if (state != RunState.RUNNING) {
      metadata().moveRun(id, context.token(), RunState.RUNNING, "");
    }
    // From now on nothing of the run is collected.
    Run run = require(id);
    new FixedRun(setup, cache, run, specOf(run))
        .filesAgain()
        .ifPresent(again -> metadata().amendRun(id, context.token(), again));
    return RunState.RUNNING;
  }

  private Token take(Id run) {
    if (live.containsKey(run)) {
      throw UserError.failure("run " + run.brief() + " is being run by this process already");
    }
    return leases.take(run);
  }

  private Outcome outcome(Id id, boolean resumed) {
    return new Outcome(metadata().findRun(id).orElseThrow(), resumed, metadata().tasks(id));
  }

  private MetadataStore metadata() {
    return setup.metadata();
  }
}
