package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Run;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs pipelines: steps whose inputs are ready run side by side, steps whose result is known are
 * not run, and what was done stays done if the process dies. Any number of runs at once, any number
 * of engines on one home.
 */
public interface Engine extends AutoCloseable {

  /**
   * By which words inputs are found in the store, besides those that the resolver knows and {@code
   * spans}.
   */
  Set<String> QUERIES = Set.of(InputSearch.LATEST, InputSearch.LATEST_BLESSED);

  static Engine of(EngineSetup setup) {
    return new LocalEngine(setup);
  }

  /** What a run would do now, as far as it can be known without running anything. */
  Plan plan(RunRequest request);

  /**
   * Starts a run. If the same was asked before (pipeline, parameters and, where given, as-of time)
   * and that run was interrupted by the death of its process, then that run goes on instead. If the
   * request has an idempotency key that a run already has, then that one is continued or, if it has
   * ended, only reported.
   *
   * @throws dev.millrace.core.error.UserError if parameters are wrong, or another live process has
   *     the run
   */
  RunningRun start(RunRequest request, RunListener listener);

  /** Starts a run and waits for its end; interrupting the caller cancels the run. */
  default Outcome run(RunRequest request, RunListener listener) throws InterruptedException {
    return start(request, listener).await();
  }

  /**
   * Goes on with a run that was interrupted, failed, was refused or canceled: what ended well is
   * kept, the rest runs. Exit steps that have told of a bad end run again.
   *
   * @throws dev.millrace.core.error.UserError if there is no such run, it has succeeded, or another
   *     live process has it
   */
  RunningRun resume(Id run, RunListener listener);

  /**
   * Goes on with a run that has not succeeded with something else than it began with: a changed
   * spec, other parameters, changed code. Tasks that are different now start over, with all that
   * come after them; the rest keeps its results. The change is recorded with the run.
   *
   * @param changed the pipeline as it is now, and the parameters that are to change: those that the
   *     run was given stay, and those that had their defaults have the present ones
   * @param from a step that starts over in any case, and is run though the cache may have its
   *     result; what comes after it is looked up there as usual
   * @throws dev.millrace.core.error.UserError if the run has succeeded, another process has it, or
   *     what it was given does not fit the changed pipeline
   */
  RunningRun amend(Id run, RunRequest changed, Optional<String> from, RunListener listener);

  /**
   * Which part of what a step's result depends on differs from the most similar earlier execution
   * of its component, in whatever pipeline. Of a step that has no result it is told as things are
   * now.
   *
   * @param step its path
   * @throws dev.millrace.core.error.UserError if there is no such run or step
   */
  Why why(Id run, String step);

  /**
   * Runs that are not at their end and that nobody has: those of this machine whose process is
   * gone, and those of any machine whose lease has run out. For {@link #resume}, oldest first.
   */
  List<Run> interrupted();

  /**
   * Asks a run of this engine to end: its tasks are interrupted, and a task that does not heed that
   * is left behind. Then its exit steps run; asked again, those are ended too. Returns at once; a
   * run that is not of this engine, or has ended, is left alone. A run of another process ends by
   * {@link dev.millrace.store.MetadataStore#requestCancel}.
   */
  void cancel(Id run);

  /**
   * Stops what is running without ending it: each run stands as if its process had died, and can go
   * on at once, here or elsewhere. Returns when all have stopped.
   */
  void leave();

  /** Cancels what is running and waits until that is recorded. */
  @Override
  void close();
}
