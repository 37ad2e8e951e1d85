package dev.millrace.evaluation.metric;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * The metrics of a binary classifier on some rows. A metric that these rows do not define, such as
 * the AUC where all labels are equal, is absent.
 */
public final class BinaryMetrics {

  private final EnumMap<Metric, Double> defined;

  BinaryMetrics(EnumMap<Metric, Double> defined) {
    this.defined = defined;
  }

  /**
   * Each row counting the same.
   *
   * @param scores probabilities of the positive class, from 0 to 1
   * @param labels 0 or 1
   * @throws IllegalArgumentException if the arrays do not fit or a value is outside its domain
   */
  public static BinaryMetrics of(double[] scores, double[] labels) {
    return RankedScores.of(scores, labels).metrics();
  }

  /**
   * Rows weighted.
   *
   * @param weights finite, not negative
   */
  public static BinaryMetrics of(double[] scores, double[] labels, double[] weights) {
    return RankedScores.of(scores, labels, weights).metrics();
  }

  /** The value of a metric, absent where these rows do not define it. */
  public OptionalDouble value(Metric metric) {
    Double value = defined.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  public long exampleCount() {
    return (long) value(Metric.EXAMPLE_COUNT).orElseThrow();
  }

  /** The defined metrics by their standard names. */
  public SequencedMap<String, Double> byName() {
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    defined.forEach((metric, value) -> named.put(metric.text(), value));
    return named;
  }

  @Override
  public String toString() {
    return byName().toString();
  }
}
