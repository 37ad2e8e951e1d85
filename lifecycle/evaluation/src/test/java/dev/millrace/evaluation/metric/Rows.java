package dev.millrace.evaluation.metric;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Generated test rows. */
record Rows(double[] scores, double[] labels, double[] weights) {

  /** A few to a few hundred rows, often with ties, zero weights, or one class only. */
  static Rows random(Random random) {
    int rows = 1 + random.nextInt(300);
    int distinct = 1 + random.nextInt(200);
    double positiveRate = random.nextInt(5) == 0 ? 0 : random.nextDouble();
    double[] scores = new double[rows];
    double[] labels = new double[rows];
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = random.nextInt(distinct + 1) / (double) distinct;
      labels[row] = random.nextDouble() < positiveRate ? 1 : 0;
      weights[row] = random.nextInt(10) == 0 ? 0 : random.nextDouble() * 3;
    }
    return new Rows(scores, labels, weights);
  }

  int size() {
    return scores.length;
  }

  Rows where(IntPredicate kept) {
    int[] rows = IntStream.range(0, size()).filter(kept).toArray();
    return new Rows(
        Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> labels[row]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray());
  }
}
