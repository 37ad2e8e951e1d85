package dev.millrace.training.tuning;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/** How dense some values of a parameter lie, with a prior that is the same everywhere. */
sealed interface Density {

  static Density of(Dimension dimension, List<JsonNode> values) {
    return switch (dimension) {
      case Dimension.Choices(List<JsonNode> choices) -> Shares.of(choices, values);
      case Dimension.Numbers numbers -> Parzen.of(numbers, values);
    };
  }

  JsonNode draw(SplittableRandom random);

  /** Above zero; of integers and choices the probability. */
  double at(JsonNode value);

  /** Of choices: each counts as if it had been seen once more. */
  record Shares(List<JsonNode> choices, double[] shares) implements Density {

    static Shares of(List<JsonNode> choices, List<JsonNode> values) {
      double[] shares = new double[choices.size()];
      Arrays.fill(shares, 1.0 / (values.size() + choices.size()));
      for (JsonNode value : values) {
        shares[choices.indexOf(value)] += 1.0 / (values.size() + choices.size());
      }
      return new Shares(choices, shares);
    }

    @Override
    public JsonNode draw(SplittableRandom random) {
      double left = random.nextDouble();
      int choice = 0;
      while (choice < shares.length - 1 && left >= shares[choice]) {
        left -= shares[choice];
        choice++;
      }
      return choices.get(choice);
    }

    @Override
    public double at(JsonNode value) {
      return shares[choices.indexOf(value)];
    }
  }

  /**
   * Of numbers: a normal distribution around the place of each, cut off at the ends, and one as
   * wide as the range around its middle. Each is as wide as the farther of its two neighbours is
   * away, the ends and the middle being neighbours too, within bounds (section 4 of the paper).
   */
  record Parzen(Dimension.Numbers numbers, double[] means, double[] widths) implements Density {

    private static final int FINEST = 100;

    static Parzen of(Dimension.Numbers numbers, List<JsonNode> values) {
      double low = numbers.low();
      double high = numbers.high();
      double middle = (low + high) / 2;
      double[] means = new double[values.size() + 1];
      for (int at = 0; at < values.size(); at++) {
        means[at] = numbers.place(values.get(at));
      }
      means[values.size()] = middle;
      Arrays.sort(means);
      int prior = Arrays.binarySearch(means, middle);
      double[] widths = new double[means.length];
      double least = (high - low) / Math.min(FINEST, 1 + means.length);
      for (int at = 0; at < means.length; at++) {
        double below = means[at] - (at == 0 ? low : means[at - 1]);
        double above = (at == means.length - 1 ? high : means[at + 1]) - means[at];
        widths[at] =
            at == prior ? high - low : Math.clamp(Math.max(below, above), least, high - low);
      }
      return new Parzen(numbers, means, widths);
    }

    @Override
    public JsonNode draw(SplittableRandom random) {
      int around = random.nextInt(means.length);
      double place;
      do {
        place = means[around] + widths[around] * random.nextGaussian();
      } while (place < numbers.low() || place > numbers.high());
      return numbers.value(place);
    }

    @Override
    public double at(JsonNode value) {
      double[] ends = numbers.places(value);
      double sum = 0;
      for (int at = 0; at < means.length; at++) {
        double inside = below(numbers.high(), at) - below(numbers.low(), at);
        double here =
            numbers.whole() ? below(ends[1], at) - below(ends[0], at) : density(ends[0], at);
        sum += here / inside;
      }
      return Math.max(sum / means.length, Double.MIN_NORMAL);
    }

    private double density(double place, int of) {
      double distance = (place - means[of]) / widths[of];
      return StrictMath.exp(-distance * distance / 2) / (widths[of] * Math.sqrt(2 * Math.PI));
    }

    private double below(double place, int of) {
      return normal((place - means[of]) / widths[of]);
    }

    /**
     * The distribution function of the standard normal, within 1.5e-7: formula 7.1.26 of M.
     * Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 1964.
     */
    static double normal(double x) {
      double z = Math.abs(x) / Math.sqrt(2);
      double t = 1 / (1 + 0.3275911 * z);
      double polynomial =
          t
              * (0.254829592
                  + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
      double tail = polynomial * StrictMath.exp(-z * z) / 2;
      return x < 0 ? tail : 1 - tail;
    }
  }
}
