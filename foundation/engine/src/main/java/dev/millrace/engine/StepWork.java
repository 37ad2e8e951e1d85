package dev.millrace.engine;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.LeaseLost;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One step of one run, on a thread of its own, from the moment that all it needs is there: bind,
 * look into the cache, run, publish, record.
 *
 * <p>The order of the last two is what makes a step's outputs appear whole or not at all. Files are
 * published first; nobody can find them, since no row names them. Then one transaction records the
 * rows, the values, the metrics, the execution under its cache key, and the task's end. A crash
 * before it leaves files that the next publication of the same content takes over.
 */
final class StepWork {

  private final RunContext context;
  private final String step;
  private final Map<String, StepResult> needed;
  private final BiConsumer<StepEnd, Duration> whenEnded;
  private final StepRecord record;
  private final StepLog log;
  private final TaskScope scope;
  private final Thread thread;
  private Optional<Digest> key = Optional.empty();

  /**
   * @param needed what the steps before it have made
   */
  StepWork(
      RunContext context,
      String step,
      Map<String, StepResult> needed,
      BiConsumer<StepEnd, Duration> whenEnded) {
    this.context = context;
    this.step = step;
    this.needed = needed;
    this.whenEnded = whenEnded;
    this.record = new StepRecord(context, step);
    this.log = new StepLog(context.setup().logs(), context.run().id(), step, context.listener());
    this.scope = new TaskScope(context.run(), step, context.setup(), context.bench(), log);
    this.thread = Thread.ofVirtual().name("step " + step).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Asks the step to end early. */
  void cancel() {
    scope.cancel();
    thread.interrupt();
  }

  /**
   * Gives up waiting for a step that does not heed {@link #cancel}: whatever it still does is not
   * recorded.
   *
   * @return false if its end is being recorded at this moment, and will be told
   */
  boolean leaveBehind() {
    return record.leaveBehind();
  }

  private void work() {
    long start = System.nanoTime();
    StepEnd end;
    try (log;
        scope) {
      end = perform();
    } catch (RuntimeException e) {
      end = new StepEnd.Broken(e);
    }
    whenEnded.accept(end, Duration.ofNanos(System.nanoTime() - start));
  }

  private StepEnd perform() {
    try {
      return attempt();
    } catch (LeaseLost lost) {
      throw lost;
    } catch (GateRefused refusal) {
      String reason = hinted(refusal.reason(), refusal.hint());
      return badly(TaskState.REFUSED, new StepEnd.Refused(reason));
    } catch (Throwable thrown) {
      return scope.cancelled()
          ? new StepEnd.Canceled("canceled")
          : badly(TaskState.FAILED, new StepEnd.Failed(message(thrown)));
    }
  }

  private StepEnd attempt() throws Exception {
    CacheLookup cache = context.cache();
    BoundStep bound = context.binder().bind(step, needed);
    CacheKey before = cache.key(bound, bound.outside(scope));
    key = Optional.of(before.digest());
    CacheLookup.Answer answer = cache.look(scope.pipeline(), bound, before);
    if (answer instanceof CacheLookup.Answer.Hit hit) {
      answer = cache.verified(hit);
    }
    return switch (answer) {
      case CacheLookup.Answer.Hit hit ->
          record.reuse(
              new StepEnd.Done(TaskState.CACHED, hit.result(), hit.why()), hit.execution());
      case CacheLookup.Answer.Miss(String why) -> execute(bound, why);
    };
  }

  private StepEnd execute(BoundStep bound, String why) throws Exception {
    StepResult result =
        context
            .bench()
            .work(
                () -> {
                  begin(why);
                  return publish(bound, bound.run(scope));
                });
    CacheKey after = context.cache().key(bound, bound.outside(scope));
    Completion completion =
        new Completion(
            after.digest(),
            after.parts(),
            bound.inputIds(),
            result.rows(),
            result.values(),
            scope.metrics(),
            why,
            true);
    return record.complete(new StepEnd.Done(TaskState.SUCCEEDED, result, why), completion);
  }

  private void begin(String why) throws InterruptedException {
    if (scope.cancelled()) {
      throw new InterruptedException("canceled before it began");
    }
    record.begin(why, key);
    context.listener().on(new RunEvent.StepStarted(step, why));
  }

  private StepResult publish(BoundStep bound, Record outputs) throws IOException {
    Map<String, ArtifactRow> rows = new LinkedHashMap<>();
    for (var output : bound.signature().artifacts(outputs).entrySet()) {
      rows.put(output.getKey(), row(output.getKey(), output.getValue()));
    }
    return context.results().open(bound.signature(), rows, bound.signature().values(outputs));
  }

  /** A component may also hand on what it was given: that is in the store already. */
  private ArtifactRow row(String output, Artifact artifact) throws IOException {
    return switch (artifact.handle()) {
      case Handle.Staged _ ->
          context.setup().artifacts().publish(ArtifactTypes.of(artifact.getClass()), artifact);
      case Handle.Stored stored ->
          context.setup().metadata().findArtifact(stored.id()).orElseThrow();
      case Handle.Promised _, Handle.Sought _ ->
          throw new IllegalStateException(
              "output '" + output + "' of step '" + step + "' was not made by TaskContext.stage");
    };
  }

  private StepEnd badly(TaskState state, StepEnd end) {
    return record.endBadly(state, end, key, scope.metrics());
  }

  /** For people; the log has the rest. */
  private String message(Throwable thrown) {
    if (thrown instanceof UserError error) {
      String message = hinted(String.valueOf(error.getMessage()), error.hint());
      log.log("error: " + message);
      return message;
    }
    log.log(thrown);
    String name = thrown.getClass().getSimpleName();
    String message = String.valueOf(thrown.getMessage());
    return thrown.getMessage() == null ? name : name + ": " + message;
  }

  private static String hinted(String reason, Optional<String> hint) {
    return reason + hint.map(text -> "\nhint: " + text).orElse("");
  }
}
