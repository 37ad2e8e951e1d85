package dev.millrace.training.trainer;

import java.util.Arrays;
import java.util.Optional;

/**
 * Features with the truth about each row.
 *
 * @param labels 0 or 1; the number of a class; a number; or a grade, as the objective has it
 * @param weights how much each row counts, above zero; each as one if not given
 * @param groups how many rows each group has, which lie together; for ranking alone
 */
public record LabelledRows(
    FeatureMatrix features, float[] labels, Optional<float[]> weights, Optional<int[]> groups) {

  public LabelledRows {
    requireOne(features.rows(), labels.length, "labels");
    weights.ifPresent(each -> requireOne(features.rows(), each.length, "weights"));
    groups.ifPresent(
        sizes -> requireOne(features.rows(), Arrays.stream(sizes).sum(), "rows in groups"));
  }

  /** Each row counts the same. */
  public LabelledRows(FeatureMatrix features, float[] labels) {
    this(features, labels, Optional.empty(), Optional.empty());
  }

  /** Some of the rows, evenly spread; all if there are no more, or if groups hold them together. */
  public LabelledRows spread(int most) {
    if (labels.length <= most || groups.isPresent()) {
      return this;
    }
    return new LabelledRows(
        features.spread(most),
        spread(labels, most),
        weights.map(each -> spread(each, most)),
        Optional.empty());
  }

  private static float[] spread(float[] values, int most) {
    return new FeatureMatrix(values.length, 1, values).spread(most).values();
  }

  /** How much a row counts. */
  public double weight(int row) {
    return weights.isPresent() ? weights.get()[row] : 1;
  }

  /** How much all rows count. */
  public double weight() {
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      sum += weight(row);
    }
    return sum;
  }

  /** The mean of the labels, each counting as its row does. */
  public double meanLabel() {
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      sum += weight(row) * labels[row];
    }
    return sum / weight();
  }

  private static void requireOne(int rows, int found, String what) {
    if (found != rows) {
      throw new IllegalArgumentException(found + " " + what + " for " + rows + " rows");
    }
  }
}
