package dev.millrace.engine;

import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.TaskNote;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is written down about one step of a run. There is one end at most, and none once the step
 * was left behind: the run has then said what became of it.
 */
final class StepRecord {

  private enum Phase {
    WORKING,
    ENDING,
    LEFT_BEHIND
  }

  private final RunContext context;
  private final String step;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);

  StepRecord(RunContext context, String step) {
    this.context = context;
    this.step = step;
  }

  /**
   * Closes the record, unless an end is being written at this moment.
   *
   * @return false if so
   */
  boolean leaveBehind() {
    return phase.compareAndSet(Phase.WORKING, Phase.LEFT_BEHIND);
  }

  boolean isLeftBehind() {
    return phase.get() == Phase.LEFT_BEHIND;
  }

  void begin(String why, Optional<Digest> key) {
    metadata()
        .startTask(
            run(),
            step,
            context.token(),
            new TaskNote(why, key),
            context.setup().clock().instant());
  }

  StepEnd complete(StepEnd.Done end, Completion completion) {
    return write(end, () -> metadata().completeTask(run(), step, context.token(), completion));
  }

  StepEnd reuse(StepEnd.Done end, Execution execution) {
    return write(
        end, () -> metadata().reuseExecution(run(), step, context.token(), execution, end.why()));
  }

  /** Writes that the step failed before it could do anything. */
  StepEnd fail(String why) {
    return endBadly(TaskState.FAILED, new StepEnd.Failed(why), Optional.empty(), List.of());
  }

  /** Writes an end without outputs; what was measured until then is kept. */
  StepEnd endBadly(TaskState state, StepEnd end, Optional<Digest> key, List<Metric> metrics) {
    return write(
        end,
        () -> {
          if (!metrics.isEmpty()) {
            metadata().addMetrics(run(), step, context.token(), metrics);
          }
          TaskNote note = new TaskNote(end.why(), key);
          metadata().moveTask(run(), step, context.token(), state, note);
        });
  }

  private StepEnd write(StepEnd end, Runnable writing) {
    phase.compareAndSet(Phase.WORKING, Phase.ENDING);
    if (phase.get() == Phase.LEFT_BEHIND) {
      return new StepEnd.Canceled("left behind");
    }
    try {
      writing.run();
      return end;
    } catch (RuntimeException e) {
      // Not ended after all: there may be another attempt.
      phase.set(Phase.WORKING);
      throw e;
    }
  }

  private MetadataStore metadata() {
    return context.metadata();
  }

  private Id run() {
    return context.id();
  }
}
