package dev.millrace.training.tuning;

import dev.millrace.core.error.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What a search has found.
 *
 * @param split that trials were scored on; empty if rows of the training split were held out
 * @param best the number of the best trial
 * @param parameters to train with: what all trials had that may be given to train, and what was
 *     best
 */
record Tuning(
    SearchPlan plan,
    TrialMetric metric,
    Optional<String> split,
    List<Trial> trials,
    int best,
    SequencedMap<String, JsonNode> parameters) {

  /**
   * The best trial: of those that finished if there are any, and the earliest of equals.
   *
   * @throws UserError if all have failed
   */
  static Trial best(List<Trial> trials, TrialMetric metric) {
    return trials.stream()
        .filter(trial -> trial.state() != Trial.State.FAILED)
        .min(
            Comparator.comparing((Trial trial) -> trial.state())
                .thenComparingDouble(
                    trial -> metric.higherIsBetter() ? -trial.value() : trial.value())
                .thenComparingInt(Trial::number))
        .orElseThrow(
            () ->
                UserError.failure(
                        "all %d trials failed; the first: %s"
                            .formatted(trials.size(), trials.getFirst().reason()))
                    .hint("train with some of these parameters by themselves, to see more of it"));
  }
}
