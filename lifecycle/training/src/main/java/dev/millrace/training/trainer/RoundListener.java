package dev.millrace.training.trainer;

import java.util.Map;

/** Hears of each round of training as it ends. */
@FunctionalInterface
public interface RoundListener {

  /**
   * @param completed rounds so far, from 1; those of an initial model are counted too
   * @param metrics of this round, such as {@code train_log_loss}; empty if it was not scored, as
   *     the first and the last always are
   * @throws InterruptedException to end the training
   */
  void completed(int completed, Map<String, Double> metrics) throws InterruptedException;
}
