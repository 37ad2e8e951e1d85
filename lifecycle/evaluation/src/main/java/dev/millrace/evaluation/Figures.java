package dev.millrace.evaluation;

import dev.millrace.core.error.UserError;
import dev.millrace.evaluation.EvaluationReport.Comparison;
import dev.millrace.evaluation.EvaluationReport.ModelFigures;
import dev.millrace.evaluation.EvaluationReport.Slice;
import dev.millrace.evaluation.EvaluationReport.SmallSlices;
import dev.millrace.evaluation.metric.BinaryMetrics;
import dev.millrace.evaluation.metric.MeanInterval;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.PairedDifference;
import dev.millrace.evaluation.metric.RankedScores;
import dev.millrace.evaluation.slice.Grouping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Computes what is reported of the models, all rows having been scored. */
final class Figures {

  /** Beyond this many slices a report is no longer read. */
  static final int MOST_SLICES = 10_000;

  private static final int CALIBRATION_BINS = 10;
  private static final double CONFIDENCE = 0.95;

  private final ScoredRows rows;
  private final List<Grouping> groupings;
  private final int minSliceSize;
  private final RankedScores model;
  private final Optional<RankedScores> baseline;

  /**
   * @param scored by the model first, and by the baseline second if there is one
   * @throws UserError if there would be too many slices
   */
  Figures(ScoredRows scored, boolean hasBaseline, int minSliceSize) {
    this.rows = scored;
    this.minSliceSize = minSliceSize;
    this.groupings = scored.slicing().groupings(minSliceSize);
    requireFewSlices();
    this.model = RankedScores.of(scored.scores(0), scored.labels());
    this.baseline =
        hasBaseline
            ? Optional.of(RankedScores.of(scored.scores(1), scored.labels()))
            : Optional.empty();
  }

  private void requireFewSlices() {
    int slices = groupings.stream().mapToInt(grouping -> grouping.groups().size()).sum();
    if (slices > MOST_SLICES) {
      throw UserError.usage(
              "slices: there are "
                  + slices
                  + " of at least "
                  + minSliceSize
                  + " rows; at most "
                  + MOST_SLICES
                  + " are evaluated")
          .hint("raise min_slice_size, or slice by coarser columns");
    }
  }

  BinaryMetrics metrics() {
    return model.metrics();
  }

  ModelFigures ofModel() {
    return figures(model);
  }

  Optional<ModelFigures> ofBaseline() {
    return baseline.map(Figures::figures);
  }

  private static ModelFigures figures(RankedScores scores) {
    return new ModelFigures(scores.metrics().byName(), scores.calibrationCurve(CALIBRATION_BINS));
  }

  /** The model's improvement on the baseline, which there must be. */
  PairedDifference compare(Metric metric, double confidence) {
    return PairedDifference.of(metric, rows.scores(0), rows.scores(1), rows.labels(), confidence);
  }

  List<Comparison> comparisons() {
    return baseline.isEmpty()
        ? List.of()
        : Stream.of(Metric.values())
            .filter(PairedDifference.COMPARABLE::contains)
            .map(metric -> comparison(compare(metric, CONFIDENCE)))
            .toList();
  }

  private static Comparison comparison(PairedDifference difference) {
    MeanInterval improvement = difference.improvement();
    return new Comparison(
        difference.metric().text(),
        improvement.mean(),
        Optional.of(improvement.low()).filter(low -> improvement.bounded()),
        Optional.of(improvement.high()).filter(high -> improvement.bounded()),
        improvement.confidence());
  }

  List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    for (Grouping grouping : groupings) {
      int groups = grouping.groups().size();
      List<BinaryMetrics> ofModel = model.metricsByGroup(grouping.groupOfRow(), groups);
      Optional<List<BinaryMetrics>> ofBaseline =
          baseline.map(scores -> scores.metricsByGroup(grouping.groupOfRow(), groups));
      for (int group = 0; group < groups; group++) {
        int place = group;
        slices.add(
            new Slice(
                keys(grouping, group),
                ofModel.get(group).byName(),
                ofBaseline.map(metrics -> metrics.get(place).byName())));
      }
    }
    return slices;
  }

  private static SequencedMap<String, JsonNode> keys(Grouping grouping, int group) {
    SequencedMap<String, JsonNode> keys = new LinkedHashMap<>();
    for (int key = 0; key < grouping.keys().size(); key++) {
      keys.put(grouping.keys().get(key), grouping.groups().get(group).get(key));
    }
    return keys;
  }

  List<SmallSlices> smallSlices() {
    return groupings.stream()
        .filter(grouping -> grouping.smallGroups() > 0)
        .map(
            grouping ->
                new SmallSlices(
                    grouping.keys(), minSliceSize, grouping.smallGroups(), grouping.smallRows()))
        .toList();
  }
}
