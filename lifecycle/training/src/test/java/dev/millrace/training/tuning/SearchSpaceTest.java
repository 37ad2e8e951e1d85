package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {

  @Test
  void of_rangesAndChoices_areDimensionsByName() {
    SearchSpace space =
        SearchSpace.of(
            Json.parse(
                """
                {"learning_rate": {"from": 0.01, "to": 0.3, "scale": "log"},
                 "depth": {"from": 3, "to": 10}, "trainer": ["xgboost", "baseline"]}
                """));
    assertThat(space.dimensions())
        .containsExactly(
            java.util.Map.entry("depth", new Dimension.Numbers(3, 10, true, false)),
            java.util.Map.entry("learning_rate", new Dimension.Numbers(0.01, 0.3, false, true)),
            java.util.Map.entry(
                "trainer",
                new Dimension.Choices(List.of(Json.tree("xgboost"), Json.tree("baseline")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'dpeth': {'from': 3, 'to': 9}} | there is no parameter 'dpeth', did you mean 'depth'?",
        "{'task': ['binary']} | task says what is learnt, not how well",
        "{'depth': {'from': 0, 'to': 9}} | depth: must be at least 1, found 0",
        "{'depth': {'from': 3, 'to': 99}} | depth: must be at most 20, found 99",
        "{'depth': {'from': 3.5, 'to': 9}} | depth: expected an integer, found the number 3.5",
        "{'depth': {'from': 9, 'to': 9}} | depth: from is 9 and to is 9, so there is nothing to try",
        "{'depth': {'from': 3}} | depth: the key 'to' is missing",
        "{'depth': {'from': 3, 'too': 9}} | depth: unknown key 'too', did you mean 'to'?",
        "{'depth': 5} | depth: expected { from, to } or a list of choices",
        "{'depth': [3, 3]} | depth: a choice is named twice",
        "{'depth': []} | depth: there is nothing to choose from",
        "{'depth': [3, 30]} | depth: must be at most 20, found 30",
        "{'l1': {'from': 0, 'to': 9, 'scale': 'log'}} | l1: a scale of logarithms begins above 0",
        "{'l1': {'from': 1, 'to': 9, 'scale': 'lg'}} | l1: scale is linear or log",
        "{'trainer': {'from': 1, 'to': 9}} | trainer: is no number, so list its choices",
        "{'trainer': ['xgbost']} | trainer: there is no trainer 'xgbost', did you mean 'xgboost'?",
        "{} | expected parameters of train with what to try",
      })
  void of_whatCannotBeSearched_isRefusedByName(String written, String message) {
    assertThatThrownBy(() -> SearchSpace.of(Json.parse(written.replace('\'', '"'))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void check_ofThePort_tellsEverythingAtOnce() {
    ValuePort port =
        (ValuePort) Components.installed().signature("tune").orElseThrow().input("space").get();
    List<Mismatch> found =
        port.check(Json.parse("{\"dpeth\": [3], \"l1\": {\"from\": -1, \"to\": 2}}"));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().message())
        .contains("did you mean 'depth'?", "l1: must be at least 0, found -1");
  }

  @Test
  void value_ofAllPlaces_staysInsideAndReachesEachInteger() {
    Dimension.Numbers depths = new Dimension.Numbers(1, 8, true, true);
    assertThat(depths.value(depths.low()).intValue()).isEqualTo(1);
    assertThat(depths.value(depths.high()).intValue()).isEqualTo(8);
    for (int depth = 1; depth <= 8; depth++) {
      assertThat(depths.value(depths.place(Json.tree(depth))).intValue()).isEqualTo(depth);
    }
    Dimension.Numbers rates = new Dimension.Numbers(0.01, 0.3, false, true);
    assertThat(rates.value(rates.low()).doubleValue()).isEqualTo(0.01);
    assertThat(rates.value(rates.high()).doubleValue()).isEqualTo(0.3);
  }
}
