package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DensityTest {

  private static final String NAME = "x";
  private static final int DRAWS = 20_000;

  private static List<JsonNode> values(Object... values) {
    return List.of(values).stream().map(Json::tree).toList();
  }

  private static SequencedMap<String, Dimension> space(Dimension dimension) {
    return new TreeMap<>(Map.of(NAME, dimension));
  }

  /** Of one parameter. */
  private static Density density(Dimension dimension, Object... values) {
    return Density.of(
        space(dimension), values(values).stream().map(value -> Map.of(NAME, value)).toList());
  }

  private static double at(Density density, Object value) {
    return density.at(Map.of(NAME, Json.tree(value)));
  }

  @Test
  void normal_atTabulatedPlaces_isTheTable() {
    // Abramowitz and Stegun, table 26.1.
    assertThat(Density.normal(0)).isCloseTo(0.5, within(2e-7));
    assertThat(Density.normal(1)).isCloseTo(0.841344746, within(2e-7));
    assertThat(Density.normal(-2)).isCloseTo(0.022750132, within(2e-7));
  }

  @Test
  void at_integers_sumToOne() {
    Density density = density(new Dimension.Numbers(2, 9, true, false), 3, 3, 4, 9);
    double sum = IntStream.rangeClosed(2, 9).mapToDouble(depth -> at(density, depth)).sum();
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(at(density, 3)).isGreaterThan(at(density, 6));
  }

  @Test
  void at_numbers_integrateToOneOverTheirRange() {
    Dimension.Numbers rates = new Dimension.Numbers(0.01, 1, false, true);
    Density density = density(rates, 0.02, 0.1, 0.11);
    int steps = 2000;
    double width = (rates.high() - rates.low()) / steps;
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      sum += at(density, Math.exp(rates.low() + (step + 0.5) * width)) / steps;
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  /** By hand: two kernels, means 1/4 and 1/2, the first as wide as to the middle, the other 1. */
  @Test
  void at_oneValue_isTheMeanOfItsKernelAndTheWideOne() {
    Density density = density(new Dimension.Numbers(0, 8, false, false), 2);
    double narrow = cut(0.5, 0.25, 1.0 / 3);
    double wide = cut(0.5, 0.5, 1);
    assertThat(at(density, 4)).isCloseTo((narrow + wide) / 2, within(1e-6));
  }

  /** The density of a normal distribution that is cut off at 0 and 1. */
  private static double cut(double x, double mean, double width) {
    double z = (x - mean) / width;
    double inside = Density.normal((1 - mean) / width) - Density.normal(-mean / width);
    return Math.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * width * inside);
  }

  @Test
  void draw_manyTimes_hasTheProbabilitiesThatItSays() {
    // Two kernels of (3 + 1) / (3 + 3) for b, and one of 1/3 each.
    Density shares = density(new Dimension.Choices(values("a", "b", "c")), "b", "b");
    assertThat(at(shares, "b")).isCloseTo((2 * 4 / 6.0 + 1 / 3.0) / 3, within(1e-12));
    Density depths = density(new Dimension.Numbers(1, 4, true, false), 1, 1, 2);
    SplittableRandom random = new SplittableRandom(1);
    for (String value : List.of("a", "b", "c")) {
      assertThat(share(shares, value, random)).isCloseTo(at(shares, value), within(0.015));
    }
    for (long value = 1; value <= 4; value++) {
      assertThat(share(depths, value, random)).isCloseTo(at(depths, value), within(0.015));
    }
  }

  /** What is good only together is not taken apart: only (a, 1) and (b, 9) were seen. */
  @Test
  void draw_twoParameters_keepsThemTogether() {
    SequencedMap<String, Dimension> space = new TreeMap<>();
    space.put("choice", new Dimension.Choices(values("a", "b")));
    space.put("number", new Dimension.Numbers(0, 10, false, false));
    List<Map<String, JsonNode>> seen = new ArrayList<>();
    for (int time = 0; time < 20; time++) {
      seen.add(Map.of("choice", Json.tree("a"), "number", Json.tree(1)));
      seen.add(Map.of("choice", Json.tree("b"), "number", Json.tree(9)));
    }
    Density density = Density.of(space, seen);
    SplittableRandom random = new SplittableRandom(2);
    long together =
        IntStream.range(0, DRAWS)
            .mapToObj(_ -> density.draw(random))
            .filter(
                drawn ->
                    Json.tree("a").equals(drawn.get("choice"))
                        == Objects.requireNonNull(drawn.get("number")).doubleValue() < 5)
            .count();
    // 40 of 41 kernels, in each of which the choice is another once in 43 times.
    assertThat(together / (double) DRAWS).isCloseTo(40 / 41.0 * 42 / 43 + 0.5 / 41, within(0.02));
    assertThat(density.at(Map.of("choice", Json.tree("a"), "number", Json.tree(1))))
        .isGreaterThan(5 * density.at(Map.of("choice", Json.tree("a"), "number", Json.tree(9))));
  }

  private static double share(Density of, Object value, SplittableRandom random) {
    return IntStream.range(0, DRAWS)
            .filter(_ -> Json.tree(value).equals(of.draw(random).get(NAME)))
            .count()
        / (double) DRAWS;
  }
}
