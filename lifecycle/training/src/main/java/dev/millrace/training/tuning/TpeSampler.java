package dev.millrace.training.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * The tree-structured Parzen estimator of J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl,
 * "Algorithms for hyper-parameter optimization", NIPS 2011, section 4.
 *
 * <p>Instead of the metric given the parameters it models the parameters given how good the metric
 * was: the best share γ of the trials so far makes one density, ℓ, of each parameter by itself, the
 * others make another, g. Of some candidates drawn from ℓ the one with the greatest ℓ/g is tried,
 * which is the one with the greatest expected improvement (equation 9 there). The first trials are
 * drawn by {@link RandomSampler}. A failed trial is one of the others.
 *
 * <p>Of trials that were stopped early the metric is known after fewer rounds, so it does not tell
 * them apart from those that went on; that they were stopped does. So a trial that passed more
 * rungs counts as better whatever its metric. S. Falkner, A. Klein and F. Hutter, "BOHB", ICML
 * 2018, join TPE and successive halving too, but learn from one rung alone.
 *
 * @param halving that stops trials
 * @param descending whether a greater metric is better
 */
record TpeSampler(SearchSpace space, long seed, Halving halving, boolean descending)
    implements Sampler {

  static final int FIRST = 10;

  /** As in the paper. */
  private static final double GAMMA = 0.15;

  private static final int CANDIDATES = 24;

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public SequencedMap<String, JsonNode> next(int number, List<Trial> before) {
    if (before.size() < FIRST) {
      return new RandomSampler(space, seed).next(number, before);
    }
    List<Trial> ranked = new ArrayList<>(before);
    ranked.sort(byGoodness());
    int best = (int) Math.ceil(GAMMA * ranked.size());
    List<Trial> good = ranked.subList(0, best);
    List<Trial> others = ranked.subList(best, ranked.size());
    SplittableRandom random = RandomSampler.random(seed, number);
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    space
        .dimensions()
        .forEach(
            (name, dimension) ->
                values.put(
                    name,
                    choose(
                        Density.of(dimension, values(good, name)),
                        Density.of(dimension, values(others, name)),
                        random)));
    return values;
  }

  /** The best first, failures last; of equals the earlier one. */
  private Comparator<Trial> byGoodness() {
    return Comparator.comparingInt((Trial trial) -> -halving.passed(trial))
        .thenComparingDouble(trial -> descending ? -trial.value() : trial.value())
        .thenComparingInt(Trial::number);
  }

  private static List<JsonNode> values(List<Trial> trials, String name) {
    return trials.stream().map(trial -> trial.parameter(name)).toList();
  }

  private static JsonNode choose(Density good, Density others, SplittableRandom random) {
    JsonNode chosen = good.draw(random);
    double most = good.at(chosen) / others.at(chosen);
    for (int candidate = 1; candidate < CANDIDATES; candidate++) {
      JsonNode value = good.draw(random);
      double ratio = good.at(value) / others.at(value);
      if (ratio > most) {
        most = ratio;
        chosen = value;
      }
    }
    return chosen;
  }
}
