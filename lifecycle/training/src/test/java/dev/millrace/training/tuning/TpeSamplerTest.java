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
    return Json.tree("xgboost").equals(parameters.get("trainer"))
        == Objects.requireNonNull(parameters.get("l1")).doubleValue() < 5;
  }

  private static List<Trial> tried() {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < 80; number++) {
      SequencedMap<String, JsonNode> parameters =
          parameters(number % 2 == 0 ? "xgboost" : "lightgbm", number % 10 < 5 ? 1 : 9);
      trials.add(
          new Trial(
              number,
              parameters,
              Trial.State.FINISHED,
              good(parameters) ? 0.1 : 1,
              27,
              List.of(new Trial.Point(27, good(parameters) ? 0.1 : 1)),
              "",
              Duration.ZERO));
    }
    return trials;
  }

  private static double shareOfGood(int number) {
    Halving halving = Halving.of(27, 3, 27);
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

  @Test
  void next_asManyTrialsAsParameters_isDrawnAtRandom() {
    SequencedMap<String, JsonNode> drawn =
        new TpeSampler(SPACE, 5, Halving.of(27, 3, 27), false).next(2, tried().subList(0, 2));
    assertThat(drawn).isEqualTo(new RandomSampler(SPACE, 5).next(2, List.of()));
  }
}
