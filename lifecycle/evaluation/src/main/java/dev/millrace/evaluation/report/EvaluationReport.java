package dev.millrace.evaluation.report;

import dev.millrace.data.page.Figures;
import dev.millrace.evaluation.metric.BinaryCurves;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.ModelDifference;
import dev.millrace.evaluation.metric.Residuals;
import dev.millrace.evaluation.search.FoundSlice;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.ModelRuntime;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What {@code evaluation.json} holds. Metrics are by their standard names; one that its rows do not
 * define is absent.
 *
 * @param rows evaluated
 * @param confidence of all intervals
 * @param baseline of the same rows
 * @param comparisons of model and baseline, for each metric that both have
 * @param difference of the two, whichever is better
 * @param slices that are large enough, in the order of the slicings and their values
 * @param smallSlices what was left out for being small, by slicing
 * @param foundSlices on which the model is significantly worse, the worst first
 */
public record EvaluationReport(
    Task task,
    String split,
    String label,
    long rows,
    double confidence,
    ModelFigures model,
    Optional<ModelFigures> baseline,
    List<Comparison> comparisons,
    Optional<ModelDifference> difference,
    List<Slice> slices,
    List<SmallSlices> smallSlices,
    List<FoundSlice> foundSlices) {

  /**
   * One model's figures on all rows.
   *
   * @param runtime what computed the predictions
   * @param intervals lower and upper bound; absent where there is none
   * @param curves of a binary classifier
   * @param confusionMatrix of a classifier of several classes
   * @param residuals of a regression
   */
  public record ModelFigures(
      ModelRuntime runtime,
      SequencedMap<String, Double> metrics,
      SequencedMap<String, List<Double>> intervals,
      Optional<BinaryCurves> curves,
      Optional<ConfusionMatrix> confusionMatrix,
      Optional<Residuals> residuals) {}

  /** Weight by true class, then by decided class. */
  public record ConfusionMatrix(List<String> classes, double[][] weights) {}

  /**
   * How much better the model is than the baseline on the same rows, taken as independent.
   *
   * @param improvement positive where the model is better, whichever way the metric points; of one
   *     that points neither way, how much more it has
   * @param low bound of the interval; absent where there are too few rows for one
   * @param high bound of the interval; absent likewise
   */
  public record Comparison(
      String metric,
      Metric.Direction direction,
      double improvement,
      Optional<Double> low,
      Optional<Double> high) {}

  /**
   * Some of the rows.
   *
   * @param name as thresholds have it
   * @param keys and their values, null where missing; none of a slice by a condition
   */
  public record Slice(
      String name,
      SequencedMap<String, JsonNode> keys,
      SequencedMap<String, Double> metrics,
      SequencedMap<String, List<Double>> intervals,
      Optional<SequencedMap<String, Double>> baseline,
      List<Comparison> comparisons) {}

  /**
   * What of a slicing was left out.
   *
   * @param keys of the slicing; of a slice by a condition its name
   * @param groups left out
   * @param rows they have
   */
  public record SmallSlices(List<String> keys, int minSliceSize, int groups, long rows) {

    /**
     * What to say where no slice is left.
     *
     * @param small at least one, with the same least size
     */
    public static String none(List<SmallSlices> small) {
      long groups = small.stream().mapToLong(SmallSlices::groups).sum();
      return "Slices by %s were asked for, but %s smaller than min_slice_size (%s rows)"
          .formatted(
              small.stream()
                  .map(each -> String.join(", ", each.keys()))
                  .collect(Collectors.joining(" and by ")),
              groups == 1 ? "the only one is" : "all " + Figures.count(groups) + " are",
              Figures.count(small.getFirst().minSliceSize()));
    }
  }
}
