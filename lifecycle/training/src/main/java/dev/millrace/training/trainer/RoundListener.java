package dev.millrace.training.trainer;

import java.util.Map;
import java.util.function.Supplier;

/** Hears of each round of training as it ends. */
@FunctionalInterface
public interface RoundListener {

  /**
   * @param completed rounds so far, from 1; those of an initial model are counted too
   * @param metrics of this round, such as {@code train_log_loss}; those that are not defined are
   *     left out
   * @throws InterruptedException to end the training
   */
  void completed(int completed, Map<String, Double> metrics) throws InterruptedException;

  /**
   * Whether to go on, asked after each round but the last; if not, the model is what there is so
   * far. A trainer that does not ask runs to its end.
   *
   * @param completed rounds so far, from 1
   * @param validation what the model predicts of the validation rows so far, {@code rows ×
   *     outputs}, computed when it is asked for
   * @throws InterruptedException to end the training
   */
  default boolean goesOn(int completed, Supplier<float[]> validation) throws InterruptedException {
    return true;
  }
}
