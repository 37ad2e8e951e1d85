package dev.millrace.training.trainer;

import dev.millrace.core.error.UserError;
import java.util.Optional;

/**
 * All that a trainer is given.
 *
 * @param training rows to learn from
 * @param validation rows that the model does not learn from, scored on the way
 * @param threads how many it may keep busy
 * @param initial the trainer's own file of the model to go on from; empty to begin from nothing
 */
public record TrainingOrder(
    Objective objective,
    LabelledRows training,
    Optional<LabelledRows> validation,
    BoostingSettings settings,
    int threads,
    Optional<byte[]> initial) {

  /** Of rows whose scores decide nothing, how many are scored at most, round by round. */
  public static final int SCORED_ROWS = 2_000;

  /** To begin from nothing. */
  public TrainingOrder(
      Objective objective,
      LabelledRows training,
      Optional<LabelledRows> validation,
      BoostingSettings settings,
      int threads) {
    this(objective, training, validation, settings, threads, Optional.empty());
  }

  /** Of the rows to learn from, those that are scored on the way; empty if all are. */
  public Optional<LabelledRows> scoredTraining() {
    LabelledRows some = training.spread(SCORED_ROWS);
    return some.labels().length < training.labels().length ? Optional.of(some) : Optional.empty();
  }

  /**
   * @throws UserError if training is to stop early, but nothing says when
   */
  public void requireValidation() {
    if (settings.earlyStoppingRounds() > 0 && validation.isEmpty()) {
      throw UserError.usage("early stopping needs rows that the model does not learn from")
          .hint("split the rows in ingest, or leave early_stopping_rounds out");
    }
  }
}
