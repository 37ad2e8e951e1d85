package dev.millrace.engine;

import dev.millrace.core.run.TaskState;
import dev.millrace.engine.graph.StepResult;

/** How a step's work ended; recorded already, except where it says otherwise. */
sealed interface StepEnd {

  /** Why, in words. */
  String why();

  /**
   * @param state SUCCEEDED or CACHED
   */
  record Done(TaskState state, StepResult result, String why) implements StepEnd {}

  record Failed(String why) implements StepEnd {}

  /** A gate said no. */
  record Refused(String why) implements StepEnd {}

  /** Interrupted by a cancellation; not recorded. */
  record Canceled(String why) implements StepEnd {}

  /** It was to be taken from an earlier run, and there is nothing to take; not recorded. */
  record NotThere(String why) implements StepEnd {}

  /** Its end could not be recorded: the lease is lost, or the store is out of order. */
  record Broken(RuntimeException cause) implements StepEnd {
    @Override
    public String why() {
      return String.valueOf(cause.getMessage());
    }
  }
}
