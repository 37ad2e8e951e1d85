package dev.millrace.engine;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.StepOutputs;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.engine.bench.Demand;
import dev.millrace.engine.graph.StepResult;
import dev.millrace.engine.secret.Mask;
import dev.millrace.engine.secret.TaskEnvironment;
import dev.millrace.engine.time.Timer;
import dev.millrace.store.FilesGone;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One attempt at a task: bind, look into the cache, run, publish, record.
 *
 * <p>The order of the last two is what makes a step's outputs appear whole or not at all. Files are
 * published first; nobody can find them, since no row names them. Then one transaction records the
 * rows, the values, the metrics, the execution under its cache key, and the task's end. A crash
 * before it leaves files that the next publication of the same content takes over.
 */
final class Attempt implements AutoCloseable {

  private final RunContext context;
  private final Assignment assignment;
  private final StepRecord record;
  private final Mask mask;
  private final TaskScope scope;
  private Optional<Seen> seen = Optional.empty();
  private volatile boolean timedOut;

  /** What there was outside, and the key that it makes. */
  private record Seen(Optional<String> outside, CacheKey key) {}

  Attempt(
      RunContext context,
      Assignment assignment,
      TaskEnvironment environment,
      StepRecord record,
      StepLog log) {
    this.context = context;
    this.assignment = assignment;
    this.record = record;
    this.mask = environment.mask();
    this.scope =
        new TaskScope(assignment, context.setup(), context.bench(), environment.variables(), log);
  }

  /** Asks it to end. */
  void cancel() {
    scope.cancel();
  }

  /** Its time is over. */
  void timeOut() {
    timedOut = true;
  }

  /** That its time is over, in words, if it is. */
  Optional<String> overtime() {
    return policy().timeout().filter(_ -> timedOut).map(limit -> "timed out after " + limit);
  }

  /**
   * @param number of the attempt, from 1
   * @param whenOver what to do when its time is over
   */
  StepEnd perform(int number, Runnable whenOver) throws Exception {
    return switch (assignment.manner()) {
      case USUAL, ANEW, AFRESH -> usual(number, whenOver);
      case FROM_CACHE -> fromCache().orElseGet(Attempt::notThere);
      case TAKEN -> {
        Optional<StepEnd> cached = fromCache();
        yield cached.isPresent() ? cached.get() : latest();
      }
      case TAKEN_BLINDLY -> latest();
    };
  }

  private StepEnd usual(int number, Runnable whenOver) throws Exception {
    BoundStep bound = bind();
    CacheLookup.Answer answer = answer(bound);
    if (answer instanceof CacheLookup.Answer.Hit hit) {
      try {
        return reuse(hit);
      } catch (FilesGone gone) {
        answer = CacheLookup.COLLECTED;
      }
    }
    return execute(bound, answer.why() + (number == 1 ? "" : "; attempt " + number), whenOver);
  }

  private BoundStep bind() {
    return context.binder().bind(assignment, scope, new Imports(context));
  }

  private CacheLookup.Answer answer(BoundStep bound) throws Exception {
    CacheKey before = keyNow(bound);
    if (assignment.manner() == Assignment.Manner.AFRESH) {
      return new CacheLookup.Answer.Miss("exit steps always run");
    }
    if (assignment.manner() == Assignment.Manner.ANEW) {
      return new CacheLookup.Answer.Miss("the run starts over from it");
    }
    if (!policy().cache()) {
      return new CacheLookup.Answer.Miss("its cache is off");
    }
    CacheLookup.Answer answer = context.cache().look(context.run().pipeline(), bound, before);
    return answer instanceof CacheLookup.Answer.Hit hit ? context.cache().verified(hit) : answer;
  }

  /** Without running: what cannot be bound is not in the cache. */
  private Optional<StepEnd> fromCache() throws Exception {
    try {
      return answer(bind()) instanceof CacheLookup.Answer.Hit hit
          ? Optional.of(reuse(hit))
          : Optional.empty();
    } catch (UserError | FilesGone e) {
      return Optional.empty();
    }
  }

  private StepEnd latest() {
    try {
      return context
          .cache()
          .latest(context.run().pipeline(), assignment)
          .map(this::reuse)
          .orElseGet(Attempt::notThere);
    } catch (FilesGone gone) {
      return notThere();
    }
  }

  private static StepEnd notThere() {
    return new StepEnd.NotThere("no earlier run has its result");
  }

  private StepEnd reuse(CacheLookup.Answer.Hit hit) {
    return record.reuse(
        new StepEnd.Done(TaskState.CACHED, hit.result(), hit.why()), hit.execution());
  }

  private StepEnd execute(BoundStep bound, String why, Runnable whenOver) throws Exception {
    StepResult result =
        context
            .bench()
            .work(
                Demand.of(policy()),
                timed(
                    whenOver,
                    () -> {
                      begin(why);
                      return publish(bound, bound.run(scope));
                    }));
    CacheKey after = keyNow(bound);
    Map<String, ArtifactRow> rows = new LinkedHashMap<>();
    result.artifacts().forEach((output, made) -> rows.put(output, made.getFirst().row()));
    Completion completion =
        new Completion(
            after.digest(),
            after.parts(),
            bound.inputIds(),
            rows,
            result.values(),
            scope.metrics(),
            why,
            policy().cache() && assignment.manner() != Assignment.Manner.AFRESH);
    return record.complete(new StepEnd.Done(TaskState.SUCCEEDED, result, why), completion);
  }

  /** Waiting for a place on the machine is not part of a task's time. */
  private <T> Callable<T> timed(Runnable whenOver, Callable<T> work) {
    if (policy().timeout().isEmpty()) {
      return work;
    }
    Duration limit = policy().timeout().get();
    return () -> {
      Timer.Alarm alarm = context.setup().timer().after(limit, whenOver);
      try {
        return work.call();
      } finally {
        alarm.cancel();
      }
    };
  }

  private void begin(String why) throws InterruptedException {
    if (scope.cancelled()) {
      throw new InterruptedException("canceled before it began");
    }
    record.begin(why, key());
    context.listener().on(new RunEvent.StepStarted(assignment.path(), why));
  }

  private StepResult publish(BoundStep bound, StepOutputs outputs) throws IOException {
    checkSecrecy(outputs);
    Map<String, ArtifactRow> rows = new LinkedHashMap<>();
    for (ArtifactPort port : bound.signature().artifactOutputs()) {
      Artifact made = outputs.artifacts().get(port.name());
      if (made != null) {
        rows.put(port.name(), row(port, made));
      }
    }
    return new StoredResults(context.setup()).open(bound.signature(), rows, outputs.values());
  }

  /** A component may also hand on what it was given: that is in the store already. */
  private ArtifactRow row(ArtifactPort output, Artifact artifact) throws IOException {
    return switch (artifact.handle()) {
      case Handle.Staged _ -> context.setup().artifacts().publish(output.type(), artifact);
      case Handle.Stored stored -> context.metadata().findArtifact(stored.id()).orElseThrow();
      case Handle.Unmade _ ->
          throw new IllegalStateException(
              "output '"
                  + output.name()
                  + "' of step '"
                  + assignment.path()
                  + "' was not made by TaskContext.stage");
    };
  }

  /** What is recorded is there for all to read. */
  private void checkSecrecy(StepOutputs outputs) {
    outputs.values().forEach((output, value) -> checkSecrecy(output, value.toString()));
    outputs
        .artifacts()
        .forEach(
            (output, artifact) -> checkSecrecy(output, artifact.properties().values().toString()));
  }

  private void checkSecrecy(String output, String text) {
    if (mask.hides(text)) {
      throw UserError.failure("the output '" + output + "' says a secret of the step")
          .hint("a secret must not be kept: leave it out of what the step makes");
    }
  }

  StepEnd endBadly(TaskState state, StepEnd end) {
    return record.endBadly(state, end, key(), scope.metrics());
  }

  /** What the result is cached under; it changes only if what is seen outside does. */
  private CacheKey keyNow(BoundStep bound) throws Exception {
    Optional<String> outside = bound.outside(scope);
    Seen now =
        seen.filter(before -> before.outside().equals(outside))
            .orElseGet(() -> new Seen(outside, context.cache().key(bound, outside)));
    seen = Optional.of(now);
    return now.key();
  }

  private Optional<Digest> key() {
    return seen.map(each -> each.key().digest());
  }

  private StepPolicy policy() {
    return assignment.spec().policy();
  }

  /** Removes what it wrote and did not publish. */
  @Override
  public void close() {
    scope.close();
  }
}
