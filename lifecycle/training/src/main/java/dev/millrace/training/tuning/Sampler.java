package dev.millrace.training.tuning;

import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** Says what to try next. Keeps nothing: the same question has the same answer. */
sealed interface Sampler permits RandomSampler, TpeSampler {

  /** Whether the answer depends on what came of earlier trials. */
  boolean learns();

  /**
   * The parameters of a trial.
   *
   * @param number of the trial
   * @param before trials that have ended, in their order, if this learns
   */
  SequencedMap<String, JsonNode> next(int number, List<Trial> before);
}
