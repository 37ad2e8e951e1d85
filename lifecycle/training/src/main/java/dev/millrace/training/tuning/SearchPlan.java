package dev.millrace.training.tuning;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a search is asked to do.
 *
 * @param firstRung of ASHA, the rounds after which trials are first compared
 * @param reduction of ASHA, one in so many goes on at a rung
 * @param seed of all that is drawn
 */
public record SearchPlan(
    SearchKind kind, SearchSpace space, Budget budget, int firstRung, int reduction, long seed) {

  /**
   * How much is tried.
   *
   * @param trials how many
   * @param parallel the most at once; TPE and ASHA learn from all trials before but the last so
   *     many less one, which may still run
   * @param rounds of a trial that does not search them
   */
  public record Budget(int trials, int parallel, int rounds) {}

  int trials() {
    return budget.trials();
  }

  int parallel() {
    return budget.parallel();
  }

  /** Of a trial, at most. */
  int rounds(Map<String, JsonNode> parameters) {
    JsonNode searched = parameters.get("rounds");
    return searched == null ? budget.rounds() : searched.intValue();
  }

  Sampler sampler(TrialMetric metric) {
    return switch (kind) {
      case RANDOM -> new RandomSampler(space, seed);
      case TPE, ASHA -> new TpeSampler(space, seed, halving(), metric.higherIsBetter());
    };
  }

  Halving halving() {
    return switch (kind) {
      case RANDOM, TPE -> new Halving(List.of(), reduction);
      case ASHA -> Halving.of(firstRung, reduction, budget.rounds());
    };
  }
}
