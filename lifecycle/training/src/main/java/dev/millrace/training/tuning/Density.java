package dev.millrace.training.tuning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * How dense some parameters lie, one or several together: the mean of as many kernels as there are
 * values of them, each the product of one around either parameter, and of one as wide as the space.
 * Kernels that are a product, instead of a density of each parameter by itself, keep what belongs
 * together: S. Falkner, A. Klein and F. Hutter, "BOHB", ICML 2018, section 4.1.
 */
final class Density {

  private final int count;
  private final SequencedMap<String, Kernels> kernels;

  private Density(int count, SequencedMap<String, Kernels> kernels) {
    this.count = count;
    this.kernels = kernels;
  }

  /**
   * Around some values.
   *
   * @param space by parameter
   * @param values each with all parameters of the space, and any others
   */
  static Density of(
      SequencedMap<String, Dimension> space, List<? extends Map<String, JsonNode>> values) {
    SequencedMap<String, Kernels> kernels = new LinkedHashMap<>();
    space.forEach(
        (name, dimension) ->
            kernels.put(
                name,
                Kernels.of(dimension, values.stream().map(value -> known(value, name)).toList())));
    return new Density(values.size() + 1, kernels);
  }

  /** A value of each parameter. */
  SequencedMap<String, JsonNode> draw(SplittableRandom random) {
    int kernel = random.nextInt(count);
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    kernels.forEach((name, of) -> values.put(name, of.draw(kernel, random)));
    return values;
  }

  /**
   * Above zero; of integers and choices the probability, of other numbers what it would be beside a
   * density that is the same in their whole range.
   */
  double at(Map<String, JsonNode> values) {
    double[] densities = new double[count];
    Arrays.fill(densities, 1);
    kernels.forEach((name, of) -> of.multiply(known(values, name), densities));
    return Arrays.stream(densities).sum() / count;
  }

  private static JsonNode known(Map<String, JsonNode> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** One kernel around each value of a parameter, in their order, and the wide one at the end. */
  private sealed interface Kernels {

    static Kernels of(Dimension dimension, List<JsonNode> values) {
      return switch (dimension) {
        case Dimension.Choices(List<JsonNode> choices) -> Shares.of(choices, values);
        case Dimension.Numbers numbers -> Normals.of(numbers, values);
      };
    }

    JsonNode draw(int kernel, SplittableRandom random);

    /** Multiplies each by what that kernel is at a value. */
    void multiply(JsonNode value, double[] densities);
  }

  /**
   * Of choices: as if of as many as there are kernels all were the one, and each choice had been
   * seen once more.
   *
   * @param own the choice of each kernel but the wide one
   */
  private record Shares(List<JsonNode> choices, int[] own) implements Kernels {

    static Shares of(List<JsonNode> choices, List<JsonNode> values) {
      return new Shares(choices, values.stream().mapToInt(choices::indexOf).toArray());
    }

    private int kernels() {
      return own.length + 1;
    }

    @Override
    public JsonNode draw(int kernel, SplittableRandom random) {
      boolean any =
          kernel == own.length || random.nextInt(kernels() + choices.size()) < choices.size();
      return choices.get(any ? random.nextInt(choices.size()) : own[kernel]);
    }

    @Override
    public void multiply(JsonNode value, double[] densities) {
      int choice = choices.indexOf(value);
      double all = kernels() + choices.size();
      for (int kernel = 0; kernel < own.length; kernel++) {
        densities[kernel] *= (own[kernel] == choice ? kernels() + 1 : 1) / all;
      }
      densities[own.length] /= choices.size();
    }
  }

  /**
   * Of numbers: normal distributions that are cut off at the ends, the wide one around the middle.
   * Each of the others is as wide as the farther of its two neighbours is away, the ends and the
   * middle being neighbours too, within bounds (section 4 of the paper of {@link TpeSampler}).
   * Means and widths are parts of the range of places.
   */
  private record Normals(
      Dimension.Numbers numbers, double[] means, double[] widths, double[] inside)
      implements Kernels {

    private static final int FINEST = 100;
    private static final double MIDDLE = 0.5;

    static Normals of(Dimension.Numbers numbers, List<JsonNode> values) {
      int wide = values.size();
      double[] means = new double[wide + 1];
      for (int at = 0; at < wide; at++) {
        means[at] = part(numbers, numbers.place(values.get(at)));
      }
      means[wide] = MIDDLE;
      double[] widths = widths(means);
      widths[wide] = 1;
      double[] inside = new double[means.length];
      for (int at = 0; at < means.length; at++) {
        inside[at] = normal((1 - means[at]) / widths[at]) - normal(-means[at] / widths[at]);
      }
      return new Normals(numbers, means, widths, inside);
    }

    private static double[] widths(double[] means) {
      int[] order =
          IntStream.range(0, means.length)
              .boxed()
              .sorted(Comparator.comparingDouble(at -> means[at]))
              .mapToInt(Integer::intValue)
              .toArray();
      double least = 1.0 / Math.min(FINEST, 1 + means.length);
      double[] widths = new double[means.length];
      for (int at = 0; at < order.length; at++) {
        double mean = means[order[at]];
        double below = mean - (at == 0 ? 0 : means[order[at - 1]]);
        double above = (at == order.length - 1 ? 1 : means[order[at + 1]]) - mean;
        widths[order[at]] = Math.max(Math.max(below, above), least);
      }
      return widths;
    }

    private static double part(Dimension.Numbers numbers, double place) {
      return (place - numbers.low()) / (numbers.high() - numbers.low());
    }

    @Override
    public JsonNode draw(int kernel, SplittableRandom random) {
      double part;
      do {
        part = means[kernel] + widths[kernel] * random.nextGaussian();
      } while (part < 0 || part > 1);
      return numbers.value(numbers.low() + part * (numbers.high() - numbers.low()));
    }

    @Override
    public void multiply(JsonNode value, double[] densities) {
      double[] ends = numbers.places(value);
      double from = part(numbers, ends[0]);
      double to = part(numbers, ends[1]);
      for (int kernel = 0; kernel < means.length; kernel++) {
        double low = (from - means[kernel]) / widths[kernel];
        double high = (to - means[kernel]) / widths[kernel];
        double here =
            numbers.whole() ? normal(high) - normal(low) : normalDensity(low) / widths[kernel];
        densities[kernel] *= here / inside[kernel];
      }
    }
  }

  private static double normalDensity(double x) {
    return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
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
