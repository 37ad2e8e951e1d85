package dev.millrace.engine;

import dev.millrace.core.value.Id;

/** The programs that a process has started for a run and not ended, since it died first. */
@FunctionalInterface
public interface Leftovers {

  /** Nothing is left behind: all steps run inside the process. */
  Leftovers NONE = run -> {};

  /**
   * Ends what still runs of a run, and returns when it is gone. Called by whoever holds the run's
   * lease, before any of its steps runs again.
   */
  void end(Id run);
}
