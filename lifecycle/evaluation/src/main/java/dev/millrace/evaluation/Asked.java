package dev.millrace.evaluation;

import dev.millrace.evaluation.blessing.Thresholds;
import dev.millrace.evaluation.metric.MetricName;
import dev.millrace.evaluation.metric.Resampling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is asked of an evaluation, put in order.
 *
 * @param rows where they are
 * @param metrics to be measured beside the usual ones
 * @param resampling for intervals
 */
record Asked(
    Rows rows,
    double decisionThreshold,
    List<MetricName> metrics,
    Slices slices,
    Optional<Resampling> resampling) {

  /** The confidence of the intervals that are told. */
  static final double CONFIDENCE = 0.95;

  /** The columns of a split. */
  record Rows(String split, String label, Optional<String> weight, Optional<String> group) {}

  /**
   * The groups of rows to look at.
   *
   * @param where conditions by name
   * @param found whether to search for more
   */
  record Slices(
      List<List<String>> by, SequencedMap<String, String> where, int leastRows, boolean found) {}

  static Asked of(Evaluate.Inputs inputs, Thresholds thresholds, String learntLabel) {
    Set<String> metrics = new LinkedHashSet<>(inputs.metrics().get());
    metrics.addAll(thresholds.metrics());
    Intervals intervals = inputs.intervals().get();
    if (intervals == Intervals.NONE && thresholds.needsIntervals()) {
      intervals = Intervals.POISSON_BOOTSTRAP;
    }
    return new Asked(
        new Rows(
            inputs.split().get(),
            inputs.label().get().orElse(learntLabel),
            inputs.weight().get(),
            inputs.group().get()),
        inputs.decisionThreshold().get().value(),
        metrics.stream().map(MetricName::parse).toList(),
        new Slices(
            inputs.slices().get(),
            new TreeMap<>(inputs.sliceWhere().get()),
            inputs.minSliceSize().get(),
            inputs.findSlices().get()),
        intervals.resampling(inputs.replicates().get()));
  }

  String split() {
    return rows.split();
  }

  String label() {
    return rows.label();
  }
}
