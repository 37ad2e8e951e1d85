package dev.millrace.training.tuning;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The tree-structured Parzen estimator of J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl,
 * "Algorithms for hyper-parameter optimization", NIPS 2011, section 4.
 *
 * <p>Instead of the metric given the parameters it models the parameters given how good the metric
 * was: the best share γ of the trials so far makes one density, ℓ, the others make another, g. Of
 * some candidates drawn from ℓ the one with the greatest ℓ/g is tried, which is the one with the
 * greatest expected improvement (equation 9 there). The first trials are drawn by {@link
 * RandomSampler}, one more than there are parameters. A failed trial is one of the others.
 *
 * <p>Trials of even number take all parameters together, so that what is good only together is
 * found; the others take each by itself, as in the paper, which needs fewer trials where parameters
 * do not depend on each other. Which of the two a search needs is not known before.
 *
 * <p>Of trials that were stopped early the metric is known after fewer rounds, so it does not tell
 * them apart from those that went on; that they were stopped does. So a trial that passed more
 * rungs counts as better whatever its metric, and γ is a share of all their rounds, of which a
 * stopped one had few. S. Falkner, A. Klein and F. Hutter, "BOHB", ICML 2018, join TPE and
 * successive halving too, but learn from one rung alone.
 *
 * @param halving that stops trials
 * @param descending whether a greater metric is better
 */
record TpeSampler(SearchSpace space, long seed, Halving halving, boolean descending)
    implements Sampler {

  /** γ where all parameters are taken together; as in the paper. */
  private static final double GAMMA_TOGETHER = 0.15;

  /** γ where each is taken by itself; docs/design-decisions.md says what others did. */
  private static final double GAMMA_ALONE = 0.25;

  private static final int CANDIDATES = 24;

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public SequencedMap<String, JsonNode> next(int number, List<Trial> before) {
    if (before.size() <= space.dimensions().size()) {
      return new RandomSampler(space, seed).next(number, before);
    }
    List<SequencedMap<String, JsonNode>> ranked =
        before.stream().sorted(byGoodness()).map(Trial::parameters).toList();
    boolean together = number % 2 == 0;
    int best = (int) Math.ceil((together ? GAMMA_TOGETHER : GAMMA_ALONE) * whole(before));
    Split split = new Split(ranked.subList(0, best), ranked.subList(best, ranked.size()));
    SplittableRandom random = RandomSampler.random(seed, number);
    if (together) {
      return split.choose(space.dimensions(), random);
    }
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    space
        .dimensions()
        .forEach(
            (name, dimension) ->
                values.putAll(split.choose(new TreeMap<>(Map.of(name, dimension)), random)));
    return values;
  }

  /** How many trials of the most rounds were as many rounds as all of them together. */
  private static double whole(List<Trial> trials) {
    long most = trials.stream().mapToLong(Trial::rounds).max().orElse(0);
    return trials.stream().mapToLong(Trial::rounds).sum() / (double) Math.max(1, most);
  }

  /** The best first, failures last; of equals the earlier one. */
  private Comparator<Trial> byGoodness() {
    return Comparator.comparingInt((Trial trial) -> -halving.passed(trial))
        .thenComparingDouble(trial -> descending ? -trial.value() : trial.value())
        .thenComparingInt(Trial::number);
  }

  /** The parameters of the best trials, and of the others. */
  private record Split(
      List<SequencedMap<String, JsonNode>> good, List<SequencedMap<String, JsonNode>> others) {

    SequencedMap<String, JsonNode> choose(
        SequencedMap<String, Dimension> space, SplittableRandom random) {
      Density dense = Density.of(space, good);
      Density elsewhere = Density.of(space, others);
      return Stream.generate(() -> dense.draw(random))
          .limit(CANDIDATES)
          .max(Comparator.comparingDouble(drawn -> dense.at(drawn) / elsewhere.at(drawn)))
          .orElseThrow();
    }
  }
}
