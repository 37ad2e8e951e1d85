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
 * @param descending whether a greater metric is better
 */
record TpeSampler(SearchSpace space, long seed, boolean descending) implements Sampler {

  static final int FIRST = 10;

  /**
   * The paper has 0.15; of few trials, this leaves enough to draw from (benchmark {@code tune}).
   */
  private static final double GAMMA = 0.25;

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
    ranked.sort(byValue());
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
  private Comparator<Trial> byValue() {
    return Comparator.comparingDouble(
            (Trial trial) ->
                trial.state() == Trial.State.FAILED
                    ? Double.POSITIVE_INFINITY
                    : descending ? -trial.value() : trial.value())
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
