package dev.millrace.evaluation.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One model's predictions of some rows with what really happened, ready to be measured as often as
 * asked, under any weights. Safe for use by many threads.
 */
public sealed interface Measure
    permits BinaryMeasure, MulticlassMeasure, RegressionMeasure, RankingMeasure {

  /** Groups of rows, ready to be measured under any weights by many threads. */
  @FunctionalInterface
  interface Grouped {
    /** As {@link Measure#values} of each weights; of some together faster than one by one. */
    List<double[][]> values(List<Weights> weights);
  }

  /** What it measures, in the order of the values. */
  List<Metric> metrics();

  int rows();

  /**
   * The metrics of each group of rows.
   *
   * @return by group, then by metric; NaN where a group's rows do not define a metric
   */
  double[][] values(Weights weights, Groups groups);

  /** The same groups to be measured again and again. */
  default Grouped in(Groups groups) {
    return draws -> draws.stream().map(weights -> values(weights, groups)).toList();
  }

  /**
   * What each row adds to a metric that is a mean over rows.
   *
   * @throws IllegalArgumentException if the metric is no such mean
   */
  double[] terms(Metric metric);

  /** The metric that says how bad each row's prediction is, if there is one. */
  Optional<Metric> loss();

  /** What belongs together when rows are drawn again: each row by itself, or those of a query. */
  Units units();

  /** The metrics that all rows together define, by their names. */
  default SequencedMap<String, Double> byName(Weights weights) {
    double[] values = values(weights, Groups.all(rows()))[0];
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        named.put(metrics().get(i).name(), values[i]);
      }
    }
    return named;
  }

  static IllegalArgumentException noMean(Metric metric) {
    return new IllegalArgumentException(metric.name() + " is not a mean over rows");
  }
}
