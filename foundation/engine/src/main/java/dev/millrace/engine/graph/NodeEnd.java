package dev.millrace.engine.graph;

import dev.millrace.core.run.TaskState;

/** How a task ended, as far as it matters to others. */
public sealed interface NodeEnd {

  /** As it is recorded. */
  TaskState state();

  /** In words. */
  String why();

  /**
   * It made what it was for.
   *
   * @param state SUCCEEDED or CACHED
   */
  record Done(TaskState state, String why, StepResult result) implements NodeEnd {}

  /** It was not to run, and all is well. */
  record Skipped(String why) implements NodeEnd {
    @Override
    public TaskState state() {
      return TaskState.SKIPPED;
    }
  }

  /**
   * What it would make is not known: it was left out of a run, or of a plan, that others are part
   * of.
   */
  record Unknown(String why) implements NodeEnd {
    @Override
    public TaskState state() {
      return TaskState.SKIPPED;
    }
  }

  /**
   * It ended badly.
   *
   * @param state FAILED, REFUSED, BLOCKED or CANCELED
   * @param cause what went wrong first: with this task, one inside it, or one before it
   * @param borne true if the run may succeed all the same
   */
  record Bad(TaskState state, String why, Cause cause, boolean borne) implements NodeEnd {}

  /**
   * What went wrong first.
   *
   * @param blame with whom, as in "step 'train' failed"
   * @param why in words; they stand with that task and with the run, and not with every task
   *     between
   */
  record Cause(String blame, String why) {}
}
