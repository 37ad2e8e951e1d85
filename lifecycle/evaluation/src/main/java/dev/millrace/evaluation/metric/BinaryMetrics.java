package dev.millrace.evaluation.metric;

import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * The metrics of a binary classifier on some rows. A metric that these rows do not define, such as
 * the AUC where all labels are equal, is absent.
 *
 * @param byName the defined ones, by their standard names
 */
public record BinaryMetrics(SequencedMap<String, Double> byName) {

  /**
   * Each row counting the same.
   *
   * @param scores probabilities of the positive class, from 0 to 1
   * @param labels 0 or 1
   * @throws IllegalArgumentException if the arrays do not fit or a value is outside its domain
   */
  public static BinaryMetrics of(double[] scores, double[] labels) {
    return of(scores, labels, Weights.equal());
  }

  /**
   * Rows weighted.
   *
   * @param weights finite, not negative
   */
  public static BinaryMetrics of(double[] scores, double[] labels, double[] weights) {
    Domain.checkWeights(weights, scores.length);
    return of(scores, labels, Weights.of(weights));
  }

  private static BinaryMetrics of(double[] scores, double[] labels, Weights weights) {
    return new BinaryMetrics(BinaryMeasure.of(BinaryPlan.USUAL, scores, labels).byName(weights));
  }

  /** The value of a metric, absent where these rows do not define it. */
  public OptionalDouble value(String metric) {
    Double value = byName.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
