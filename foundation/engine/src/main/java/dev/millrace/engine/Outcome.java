package dev.millrace.engine;

import dev.millrace.core.run.RunState;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import java.util.List;

/**
 * How a run ended.
 *
 * @param run as recorded, with its state and the reason for it
 * @param resumed true if it was interrupted before and went on, or had ended before it was asked
 *     for again
 * @param tasks in the order of the pipeline's steps
 */
public record Outcome(Run run, boolean resumed, List<Task> tasks) {

  public RunState state() {
    return run.state();
  }

  public String reason() {
    return run.stateReason();
  }
}
