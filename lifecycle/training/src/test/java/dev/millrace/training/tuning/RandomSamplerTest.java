package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSamplerTest {

  private static final int TRIALS = 1_000;

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Json.parse("{\"l1\": {\"from\": 0, \"to\": 1}, \"l2\": {\"from\": 0, \"to\": 1}}"));

  private static List<Double> drawn(long seed, int number) {
    return new RandomSampler(SPACE, seed)
        .next(number, List.of()).values().stream().map(value -> value.doubleValue()).toList();
  }

  @Test
  void next_parametersOfOneTrial_areUncorrelated() {
    assertThat(correlation(n -> drawn(7, n).getFirst(), n -> drawn(7, n).getLast()))
        .isBetween(-0.1, 0.1);
  }

  @Test
  void next_trialsOneAfterTheOther_areUncorrelated() {
    for (int one = 0; one < 2; one++) {
      for (int other = 0; other < 2; other++) {
        int of = one;
        int in = other;
        assertThat(correlation(n -> drawn(7, n).get(of), n -> drawn(7, n + 1).get(in)))
            .as("parameter %d beside %d of the next trial", one, other)
            .isBetween(-0.1, 0.1);
      }
    }
  }

  @Test
  void next_seedsOneAfterTheOther_areUncorrelated() {
    assertThat(correlation(n -> drawn(n, 0).getFirst(), n -> drawn(n + 1, 0).getFirst()))
        .isBetween(-0.1, 0.1);
    assertThat(correlation(n -> drawn(7, n).getFirst(), n -> drawn(8, n).getFirst()))
        .isBetween(-0.1, 0.1);
  }

  /**
   * Of draws that are uniform from 0 to 1, so of mean 1/2 and variance 1/12. If they are
   * independent, its standard deviation is 1/√trials, a third of what the tests allow.
   */
  private static double correlation(IntFunction<Double> one, IntFunction<Double> other) {
    return IntStream.range(0, TRIALS)
        .mapToDouble(n -> 12 * (one.apply(n) - 0.5) * (other.apply(n) - 0.5))
        .average()
        .orElseThrow();
  }
}
