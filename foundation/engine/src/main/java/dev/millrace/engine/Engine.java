package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Run;
import java.util.List;

/**
 * Runs pipelines: steps whose inputs are ready run side by side, steps whose result is known are
 * not run, and what was done stays done if the process dies. Any number of runs at once, any number
 * of engines on one home.
 */
public interface Engine extends AutoCloseable {

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
   * kept, the rest runs.
   *
   * @throws dev.millrace.core.error.UserError if there is no such run, it has succeeded, or another
   *     live process has it
   */
  RunningRun resume(Id run, RunListener listener);

  /**
   * Runs that are not at their end and that nobody has: those of this machine whose process is
   * gone, and those of any machine whose lease has run out. For {@link #resume}, oldest first.
   */
  List<Run> interrupted();

  /**
   * Asks a run of this engine to end: its tasks are interrupted, and a task that does not heed that
   * is left behind. Returns at once; a run that is not of this engine, or has ended, is left alone.
   */
  void cancel(Id run);

  /** Cancels what is running and waits until that is recorded. */
  @Override
  void close();
}
