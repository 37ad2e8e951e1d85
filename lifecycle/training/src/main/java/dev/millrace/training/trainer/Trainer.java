package dev.millrace.training.trainer;

import java.util.EnumSet;
import java.util.Set;

/**
 * Fits models to prepared features. The same rows and settings give the same model on the same
 * machine, at any number of threads.
 */
public interface Trainer {

  /** As pipelines write it. */
  String name();

  /** The settings that make a difference to it; all, unless it says otherwise. */
  default Set<Setting> settings() {
    return EnumSet.allOf(Setting.class);
  }

  /** Whether it has this objective; all, unless it says otherwise. */
  default boolean learns(Objective objective) {
    return true;
  }

  /**
   * Loads native code, which takes a moment, while rows are read; {@link #fit} does it otherwise.
   *
   * @throws dev.millrace.core.error.UserError if the trainer cannot run on this machine
   */
  default void load() {}

  /**
   * Fits a model.
   *
   * @param order with an objective that it has
   * @param rounds told of each one
   * @throws dev.millrace.core.error.UserError if the trainer cannot run on this machine, cannot
   *     make a model of these rows, or cannot go on from the initial model
   */
  FittedModel fit(TrainingOrder order, RoundListener rounds) throws InterruptedException;
}
