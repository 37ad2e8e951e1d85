package dev.millrace.benchmark.calibration;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How many of some independent rows fall into each of some cells, without drawing the rows: they
 * are split between the two halves of the cells, then between the halves of either half, and so on,
 * each time by a {@link Binomial} number. Takes no longer than there are cells, or than rows times
 * the logarithm of the cells.
 */
final class Multinomial {

  private final int leaves;

  /**
   * A heap: the weight at i is that of the two at 2i and 2i + 1; cells begin at {@link #leaves}.
   */
  private final double[] weights;

  /** Takes the cells that hold any rows, in order. */
  interface Counted {
    void count(int cell, long rows);
  }

  /**
   * @param weights of the cells, in proportion to their probabilities
   */
  Multinomial(double... weights) {
    this.leaves = Math.max(1, Integer.highestOneBit(2 * weights.length - 1));
    this.weights = new double[2 * leaves];
    System.arraycopy(weights, 0, this.weights, leaves, weights.length);
    for (int node = leaves - 1; node > 0; node--) {
      this.weights[node] = this.weights[2 * node] + this.weights[2 * node + 1];
    }
  }

  /** Of all cells, as weights go. */
  double weight() {
    return weights[1];
  }

  /** How many cells hold rows, in the mean of all draws. */
  double expectedFilled(long rows) {
    return Arrays.stream(weights, leaves, 2 * leaves)
        .map(weight -> -Math.expm1(rows * Math.log1p(-Math.min(weight / weight(), 1))))
        .sum();
  }

  void draw(RandomGenerator random, long rows, Counted counted) {
    if (rows > 0) {
      split(random, 1, rows, counted);
    }
  }

  private void split(RandomGenerator random, int node, long rows, Counted counted) {
    if (node >= leaves) {
      counted.count(node - leaves, rows);
      return;
    }
    long left = Binomial.draw(random, rows, weights[2 * node] / weights[node]);
    if (left > 0) {
      split(random, 2 * node, left, counted);
    }
    if (left < rows) {
      split(random, 2 * node + 1, rows - left, counted);
    }
  }
}
