package dev.millrace.training;

import dev.millrace.core.component.TaskContext;
import dev.millrace.training.trainer.RoundListener;
import java.time.Duration;
import java.util.Map;

/** Tells a task's run of the rounds of its training, those of an initial model counted first. */
final class RoundReport implements RoundListener {

  /** Between two words on how far it is: nobody reads faster. */
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final int rounds;
  private final TaskContext task;
  private int earlier = -1;
  private long toldNanos = System.nanoTime() - PAUSE_NANOS;

  /**
   * @param rounds that are to be trained, beside an initial model's
   */
  RoundReport(int rounds, TaskContext task) {
    this.rounds = rounds;
    this.task = task;
  }

  @Override
  public void completed(int completed, Map<String, Double> metrics) throws InterruptedException {
    if (earlier < 0) {
      // The first that is told of is the one after the initial model's.
      earlier = completed - 1;
      task.metric("initial_rounds", earlier, 0);
    }
    metrics.forEach((name, value) -> task.metric(name, value, completed));
    long now = System.nanoTime();
    if (now - toldNanos >= PAUSE_NANOS || completed == earlier + rounds) {
      toldNanos = now;
      task.progress(
          (double) (completed - earlier) / rounds,
          "round " + completed + " of " + (earlier + rounds));
    }
    if (task.cancelled()) {
      throw new InterruptedException("cancelled");
    }
  }
}
