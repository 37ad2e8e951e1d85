package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.value.Json;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DensityTest {

  private static List<JsonNode> values(Object... values) {
    return List.of(values).stream().map(Json::tree).toList();
  }

  @Test
  void normal_atTabulatedPlaces_isTheTable() {
    // Abramowitz and Stegun, table 26.1.
    assertThat(Density.Parzen.normal(0)).isCloseTo(0.5, within(2e-7));
    assertThat(Density.Parzen.normal(1)).isCloseTo(0.841344746, within(2e-7));
    assertThat(Density.Parzen.normal(-2)).isCloseTo(0.022750132, within(2e-7));
  }

  @Test
  void at_integers_sumToOne() {
    Dimension.Numbers depths = new Dimension.Numbers(2, 9, true, false);
    Density density = Density.of(depths, values(3, 3, 4, 9));
    double sum = IntStream.rangeClosed(2, 9).mapToDouble(d -> density.at(Json.tree(d))).sum();
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(density.at(Json.tree(3))).isGreaterThan(density.at(Json.tree(6)));
  }

  @Test
  void at_numbers_integrateToOneOverPlaces() {
    Dimension.Numbers rates = new Dimension.Numbers(0.01, 1, false, true);
    Density density = Density.of(rates, values(0.02, 0.1, 0.11));
    int steps = 2000;
    double width = (rates.high() - rates.low()) / steps;
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      sum += width * density.at(Json.tree(Math.exp(rates.low() + (step + 0.5) * width)));
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  @Test
  void draw_manyTimes_hasTheProbabilitiesThatItSays() {
    Density shares = Density.of(new Dimension.Choices(values("a", "b", "c")), values("b", "b"));
    assertThat(shares.at(Json.tree("b"))).isCloseTo(3 / 5.0, within(1e-12));
    Density depths = Density.of(new Dimension.Numbers(1, 4, true, false), values(1, 1, 2));
    SplittableRandom random = new SplittableRandom(1);
    int draws = 20_000;
    for (JsonNode value : values("a", "b", "c")) {
      assertThat(share(shares, value, draws, random)).isCloseTo(shares.at(value), within(0.015));
    }
    for (JsonNode value : values(1L, 2L, 3L, 4L)) {
      assertThat(share(depths, value, draws, random)).isCloseTo(depths.at(value), within(0.015));
    }
  }

  private static double share(Density of, JsonNode value, int draws, SplittableRandom random) {
    return IntStream.range(0, draws).filter(_ -> of.draw(random).equals(value)).count()
        / (double) draws;
  }
}
