package dev.millrace.evaluation;

import dev.millrace.evaluation.metric.CalibrationBin;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What {@code evaluation.json} holds. Metrics are by their standard names; one that its rows do not
 * define is absent.
 *
 * @param rows evaluated
 * @param baseline of the same rows
 * @param comparisons of model and baseline, for each metric that is a mean over rows
 * @param slices that are large enough, in the order of the slicings and their values
 * @param smallSlices what was left out for being small, by slicing
 */
record EvaluationReport(
    String split,
    String label,
    long rows,
    ModelFigures model,
    Optional<ModelFigures> baseline,
    List<Comparison> comparisons,
    List<Slice> slices,
    List<SmallSlices> smallSlices) {

  /**
   * One model's figures on all rows.
   *
   * @param calibrationCurve ten bins of about equally many rows, from the lowest scores up
   */
  record ModelFigures(
      SequencedMap<String, Double> metrics, List<CalibrationBin> calibrationCurve) {}

  /**
   * How much better the model is than the baseline on the same rows, taken as independent.
   *
   * @param improvement positive where the model is better, whichever way the metric points
   * @param low bound of the interval; absent where there are too few rows for one
   * @param high bound of the interval; absent likewise
   */
  record Comparison(
      String metric,
      double improvement,
      Optional<Double> low,
      Optional<Double> high,
      double confidence) {}

  /**
   * @param keys and their values, null where missing
   */
  record Slice(
      SequencedMap<String, JsonNode> keys,
      SequencedMap<String, Double> metrics,
      Optional<SequencedMap<String, Double>> baseline) {}

  /**
   * @param groups left out
   * @param rows they have
   */
  record SmallSlices(List<String> keys, int minSliceSize, int groups, long rows) {}
}
