package dev.millrace.engine;

import dev.millrace.core.value.Id;

/** A run under way. */
public interface RunningRun {

  Id id();

  /** True if an interrupted run goes on, rather than a new one having been made. */
  boolean resumed();

  /**
   * Waits for the end. If the waiting thread is interrupted, the run is cancelled, and its end is
   * waited for before the interruption is passed on.
   *
   * @throws dev.millrace.core.error.UserError if another process has taken the run over, or the
   *     engine has left it
   */
  Outcome await() throws InterruptedException;

  /** See {@link Engine#cancel}. */
  void cancel();
}
