package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TpeSamplerTest {

  private static final int SEARCHES = 200;
  private static final int ROUNDS = 27;

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Json.parse(
              "{\"trainer\": [\"xgboost\", \"lightgbm\"], \"l1\": {\"from\": 0, \"to\": 10}}"));

  private static SequencedMap<String, JsonNode> parameters(String trainer, double l1) {
    SequencedMap<String, JsonNode> parameters = new LinkedHashMap<>();
    parameters.put("trainer", Json.tree(trainer));
    parameters.put("l1", Json.tree(l1));
    return parameters;
  }

  /** XGBoost is good with little, LightGBM with much; all else is bad. */
  private static boolean good(SequencedMap<String, JsonNode> parameters) {
    return Json.tree("xgboost").equals(parameters.get("trainer")) == l1(parameters) < 5;
  }

  private static double l1(SequencedMap<String, JsonNode> parameters) {
    return Objects.requireNonNull(parameters.get("l1")).doubleValue();
  }

  /** Of each parameter by itself either value is as often good as the other. */
  private static List<Trial> tried() {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < 80; number++) {
      SequencedMap<String, JsonNode> parameters =
          parameters(number % 2 == 0 ? "xgboost" : "lightgbm", number % 4 % 3 == 0 ? 1 : 9);
      trials.add(trial(number, parameters, ROUNDS, good(parameters) ? 0.1 : 1));
    }
    return trials;
  }

  private static Trial trial(
      int number, SequencedMap<String, JsonNode> parameters, int rounds, double value) {
    return new Trial(
        number,
        parameters,
        rounds == ROUNDS ? Trial.State.FINISHED : Trial.State.STOPPED,
        value,
        rounds,
        List.of(new Trial.Point(rounds, value)),
        "",
        Duration.ZERO);
  }

  private static double shareOfGood(int number) {
    Halving halving = Halving.of(ROUNDS, 3, ROUNDS);
    return IntStream.range(0, SEARCHES)
            .filter(seed -> good(new TpeSampler(SPACE, seed, halving, false).next(number, tried())))
            .count()
        / (double) SEARCHES;
  }

  @Test
  void next_whatIsGoodOnlyTogether_isFoundByEveryOtherTrial() {
    assertThat(shareOfGood(80)).isGreaterThan(0.9);
    assertThat(shareOfGood(81)).isBetween(0.4, 0.6);
  }

  /** A third of the rounds of 72, and all of 8, are as many as 32 trials have; a quarter is 8. */
  @Test
  void next_trialsStoppedEarly_countAsTheirRounds() {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < 80; number++) {
      double l1 = number < 8 ? 1 : number < 20 ? 5 : 9;
      trials.add(trial(number, parameters("xgboost", l1), number < 8 ? ROUNDS : ROUNDS / 3, l1));
    }
    Halving halving = Halving.of(ROUNDS / 3, 3, ROUNDS);
    TpeSampler sampler = new TpeSampler(SPACE, 5, halving, false);
    for (int number = 81; number < 81 + SEARCHES; number += 2) {
      assertThat(l1(sampler.next(number, trials))).isLessThan(3);
    }
  }

  @Test
  void next_asManyTrialsAsParameters_isDrawnAtRandom() {
    SequencedMap<String, JsonNode> drawn =
        new TpeSampler(SPACE, 5, Halving.of(ROUNDS, 3, ROUNDS), false)
            .next(2, tried().subList(0, 2));
    assertThat(drawn).isEqualTo(new RandomSampler(SPACE, 5).next(2, List.of()));
  }
}
