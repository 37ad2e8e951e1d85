package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Benchmark;
import dev.millrace.core.value.Json;
import dev.millrace.training.tuning.Search;
import dev.millrace.training.tuning.SearchKind;
import dev.millrace.training.tuning.SearchPlan;
import dev.millrace.training.tuning.SearchSpace;
import dev.millrace.training.tuning.Trial;
import dev.millrace.training.tuning.Trying;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether some rows can tell good parameters from bad, by random trials alone: how much the metric
 * differs between parameters that hardly differ, beside how much the best differ from the good. Of
 * rows where the first is not much less than the second a benchmark of searches tells luck.
 *
 * @param noise the median difference between a trial of the best quarter and one with each
 *     parameter moved by up to 6 % of its range
 * @param gain from the trial that a quarter are better than to the one that 3 % are
 */
record TuningNoise(double noise, double gain) {

  /** Not one of the searches that are measured. */
  private static final int SEED = 1;

  private static final int TRIALS = 400;
  private static final int THREADS = 2;
  private static final double GOOD = 0.25;
  private static final double BEST = 0.03;
  private static final double NEAR = 0.06;

  /**
   * Measures it.
   *
   * @param space of numbers, of which the less the metric the better
   */
  static TuningNoise of(Trying trying, JsonNode space, int rounds) throws InterruptedException {
    List<Trial> trials = new ArrayList<>(trials(trying, space, TRIALS, rounds));
    trials.sort(Comparator.comparingDouble(Trial::value));
    List<Trial> good = trials.subList(0, (int) (GOOD * TRIALS));
    SplittableRandom random = new SplittableRandom(SEED);
    double[] differences = new double[good.size()];
    for (int at = 0; at < differences.length; at++) {
      JsonNode near = near(good.get(at).parameters(), space, random);
      double moved = trials(trying, near, 1, rounds).getFirst().value();
      differences[at] = Math.abs(moved - good.get(at).value());
    }
    Arrays.sort(differences);
    double gain = good.getLast().value() - good.get((int) (BEST * TRIALS) - 1).value();
    return new TuningNoise(differences[differences.length / 2], gain);
  }

  double share() {
    return noise / gain;
  }

  private static List<Trial> trials(Trying trying, JsonNode space, int count, int rounds)
      throws InterruptedException {
    SearchPlan plan =
        new SearchPlan(
            SearchKind.RANDOM,
            SearchSpace.of(space),
            new SearchPlan.Budget(count, THREADS, rounds),
            rounds,
            2,
            SEED);
    List<Trial> trials =
        new Search(plan, trying, Search.TrialStore.none(), () -> false, InstantSource.system())
            .run(THREADS, _ -> {});
    for (Trial trial : trials) {
      Benchmark.require(trial.state() == Trial.State.FINISHED, "a trial failed: " + trial.reason());
    }
    return trials;
  }

  /** A space of one choice each. */
  private static JsonNode near(
      SequencedMap<String, JsonNode> parameters, JsonNode space, SplittableRandom random) {
    ObjectNode moved = Json.object();
    for (Map.Entry<String, JsonNode> parameter : parameters.entrySet()) {
      moved
          .putArray(parameter.getKey())
          .add(moved(parameter.getValue(), space.path(parameter.getKey()), random));
    }
    return moved;
  }

  private static JsonNode moved(JsonNode value, JsonNode range, SplittableRandom random) {
    boolean logarithmic = range.path("scale").asString("linear").equals("log");
    double from = range.path("from").doubleValue();
    double to = range.path("to").doubleValue();
    double by = NEAR * (2 * random.nextDouble() - 1);
    if (value.isIntegralNumber()) {
      return Json.tree(Math.round(Math.clamp(value.doubleValue() + by * (to - from), from, to)));
    }
    double moved =
        logarithmic
            ? value.doubleValue() * Math.pow(to / from, by)
            : value.doubleValue() + by * (to - from);
    return Json.tree(Math.clamp(moved, from, to));
  }
}
