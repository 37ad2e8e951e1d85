package dev.millrace.training.trainer;

/**
 * Fits models to prepared features. The same rows and settings give the same model on the same
 * machine, at any number of threads.
 */
public interface Trainer {

  /** As pipelines write it. */
  String name();

  /**
   * Fits a model.
   *
   * @param rounds told of each one
   * @throws dev.millrace.core.error.UserError if the trainer cannot run on this machine, or has no
   *     such objective
   */
  FittedModel fit(TrainingOrder order, RoundListener rounds) throws InterruptedException;
}
