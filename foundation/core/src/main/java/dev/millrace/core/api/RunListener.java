package dev.millrace.core.api;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.time.Duration;
import java.util.List;

/**
 * Hears what happens in a run while it happens; called from several threads, one call at a time.
 */
@FunctionalInterface
public interface RunListener {

  void on(RunEvent event);

  /** Hears nothing. */
  static RunListener silent() {
    return event -> {};
  }

  /** Something that happened. */
  sealed interface RunEvent {

    /**
     * @param resumed true if a run goes on that began before
     */
    record Started(Id run, String pipeline, boolean resumed, int steps) implements RunEvent {}

    record StepStarted(String step, String why) implements RunEvent {}

    /**
     * A step begins that consists of others.
     *
     * @param parts of what, in words: {@code 4 rounds}, {@code pipeline season}
     * @param inside the paths of those
     */
    record GroupStarted(String step, String parts, List<String> inside) implements RunEvent {}

    /**
     * @param fraction from 0 to 1
     */
    record StepProgress(String step, double fraction, String doing) implements RunEvent {}

    record StepEnded(String step, TaskState state, String why, Duration took) implements RunEvent {}

    record Ended(Id run, RunState state, String outcome, Duration took) implements RunEvent {}
  }
}
