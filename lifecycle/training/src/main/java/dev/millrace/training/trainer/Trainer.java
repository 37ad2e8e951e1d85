package dev.millrace.training.trainer;

import java.util.Optional;

/**
 * Fits a binary classifier to prepared features. The same rows and settings give the same model on
 * the same machine, at any number of threads.
 */
public interface Trainer {

  /** As pipelines write it. */
  String name();

  /**
   * Fits a model.
   *
   * @param training rows with both labels among them
   * @param validation rows that the model does not learn from, scored on the way
   * @param threads how many it may keep busy
   * @param rounds told of each one
   * @throws dev.millrace.core.error.UserError if the trainer cannot run on this machine
   */
  FittedModel fit(
      LabelledRows training,
      Optional<LabelledRows> validation,
      BoostingSettings settings,
      int threads,
      RoundListener rounds)
      throws InterruptedException;
}
