package dev.millrace.training.tuning;

import dev.millrace.core.component.TaskContext;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the task of each trial: its metric, its rounds and the seconds it took are metrics of the
 * task at the trial's number, and so is the best so far.
 */
final class Progress {

  private final TaskContext task;
  private final TrialMetric metric;
  private final int trials;
  private final List<Trial> ended = new ArrayList<>();

  Progress(TaskContext task, TrialMetric metric, int trials) {
    this.task = task;
    this.metric = metric;
    this.trials = trials;
  }

  void ended(Trial trial) {
    ended.add(trial);
    double seconds = trial.took().toMillis() / 1000.0;
    String name = TrialJson.name(metric);
    task.metric("trial_seconds", seconds, trial.number());
    task.metric("trial_rounds", trial.rounds(), trial.number());
    if (trial.state() != Trial.State.FAILED) {
      task.metric("trial_" + name, trial.value(), trial.number());
      task.metric("best_" + name, Tuning.best(ended, metric).value(), trial.number());
    }
    String outcome =
        switch (trial.state()) {
          case FINISHED -> name + " " + trial.value();
          case STOPPED -> name + " " + trial.value() + ", stopped";
          case FAILED -> "failed: " + trial.reason();
        };
    task.log(
        "trial %d: %s after %d rounds in %.2f s with %s"
            .formatted(
                trial.number(), outcome, trial.rounds(), seconds, Json.tree(trial.parameters())));
    task.progress((double) ended.size() / trials, "trial " + ended.size() + " of " + trials);
  }
}
