package dev.millrace.training.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * Draws every parameter by itself, all places alike. J. Bergstra and Y. Bengio, "Random search for
 * hyper-parameter optimization", JMLR 13 (2012).
 */
record RandomSampler(SearchSpace space, long seed) implements Sampler {

  /**
   * A source of its own for each trial, so that it does not matter which is drawn first. Seed and
   * number are both mixed: sources whose seeds lie a constant apart can share what they draw.
   */
  static SplittableRandom random(long seed, int number) {
    return new SplittableRandom(
        new SplittableRandom(seed).nextLong() + new SplittableRandom(number).nextLong());
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public SequencedMap<String, JsonNode> next(int number, List<Trial> before) {
    SplittableRandom random = random(seed, number);
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    space.dimensions().forEach((name, dimension) -> values.put(name, draw(dimension, random)));
    return values;
  }

  private static JsonNode draw(Dimension dimension, SplittableRandom random) {
    return switch (dimension) {
      case Dimension.Choices(List<JsonNode> values) -> values.get(random.nextInt(values.size()));
      case Dimension.Numbers numbers ->
          numbers.value(numbers.low() + random.nextDouble() * (numbers.high() - numbers.low()));
    };
  }
}
