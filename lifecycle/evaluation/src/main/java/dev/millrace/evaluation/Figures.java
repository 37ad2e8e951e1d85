package dev.millrace.evaluation;

import dev.millrace.core.error.UserError;
import dev.millrace.evaluation.blessing.Evidence;
import dev.millrace.evaluation.blessing.SliceRule;
import dev.millrace.evaluation.metric.BinaryCurves;
import dev.millrace.evaluation.metric.BinaryMeasure;
import dev.millrace.evaluation.metric.Estimate;
import dev.millrace.evaluation.metric.Estimates;
import dev.millrace.evaluation.metric.Groups;
import dev.millrace.evaluation.metric.Measure;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.ModelDifference;
import dev.millrace.evaluation.metric.MulticlassMeasure;
import dev.millrace.evaluation.metric.RegressionMeasure;
import dev.millrace.evaluation.metric.Residuals;
import dev.millrace.evaluation.report.EvaluationReport;
import dev.millrace.evaluation.report.EvaluationReport.Comparison;
import dev.millrace.evaluation.report.EvaluationReport.ConfusionMatrix;
import dev.millrace.evaluation.report.EvaluationReport.ModelFigures;
import dev.millrace.evaluation.report.EvaluationReport.Slice;
import dev.millrace.evaluation.report.EvaluationReport.SmallSlices;
import dev.millrace.evaluation.search.FoundSlice;
import dev.millrace.evaluation.slice.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What is reported of the models, all rows having been scored. */
final class Figures {

  /** Beyond this many slices a report is no longer read. */
  static final int MOST_SLICES = 10_000;

  /** Beyond this many classes a matrix is no longer read. */
  private static final int MOST_CLASSES = 100;

  private final ScoredRows rows;
  private final Asked asked;
  private final Measure model;
  private final Optional<Measure> baseline;
  private final Estimates estimates;
  private final List<Grouping> groupings;
  private final List<SliceGroup> slices;

  private Figures(
      ScoredRows rows, Asked asked, Estimates.Subject subject, Estimates estimates, Slices slices) {
    this.rows = rows;
    this.asked = asked;
    this.model = subject.model();
    this.baseline = subject.baseline();
    this.estimates = estimates;
    this.groupings = slices.groupings();
    this.slices = slices.groups();
  }

  private record Slices(List<Grouping> groupings, List<SliceGroup> groups, Groups dealt) {}

  /**
   * Measures all rows and their slices.
   *
   * @throws UserError if there would be too many slices
   */
  static Figures of(ScoredRows rows, Asked asked, int threads) throws InterruptedException {
    Slices slices = slices(rows, asked);
    Estimates.Subject subject =
        new Estimates.Subject(rows.model(), rows.baseline(), rows.weights());
    Estimates estimates = Estimates.of(subject, slices.dealt(), asked.resampling(), threads);
    return new Figures(rows, asked, subject, estimates, slices);
  }

  private static Slices slices(ScoredRows rows, Asked asked) {
    int least = asked.slices().leastRows();
    List<Grouping> groupings = rows.slicing().groupings(least);
    requireFewSlices(groupings, least);
    Groups dealt = Groups.all(rows.rows());
    List<SliceGroup> groups = new ArrayList<>();
    for (Grouping grouping : groupings) {
      int first = dealt.add(grouping.groupOfRow(), grouping.groups().size());
      for (int place = 0; place < grouping.groups().size(); place++) {
        groups.add(SliceGroup.of(grouping, place, first));
      }
    }
    for (var condition : rows.met().entrySet()) {
      if (met(condition.getValue()) >= least) {
        int group = dealt.add(condition.getValue(), 1);
        groups.add(new SliceGroup(condition.getKey(), new LinkedHashMap<>(), group));
      }
    }
    requireOwnNames(rows.met().sequencedKeySet(), groups);
    return new Slices(groupings, groups, dealt);
  }

  /** How many rows meet a condition. */
  private static long met(int[] groups) {
    return Arrays.stream(groups).filter(group -> group == 0).count();
  }

  /** A threshold that names a slice is about that one. */
  private static void requireOwnNames(Set<String> conditions, List<SliceGroup> groups) {
    Set<String> taken = new HashSet<>(Set.of(SliceRule.ALL));
    groups.stream().filter(slice -> !slice.keys().isEmpty()).forEach(s -> taken.add(s.name()));
    for (String name : conditions) {
      if (taken.contains(name)) {
        throw UserError.usage("slice_where: '" + name + "' is the name of other rows already")
            .hint("give the condition another name");
      }
    }
  }

  private static void requireFewSlices(List<Grouping> groupings, int least) {
    int slices = groupings.stream().mapToInt(grouping -> grouping.groups().size()).sum();
    if (slices > MOST_SLICES) {
      throw UserError.usage(
              "slices: there are "
                  + slices
                  + " of at least "
                  + least
                  + " rows; at most "
                  + MOST_SLICES
                  + " are evaluated")
          .hint("raise min_slice_size, or slice by coarser columns");
    }
  }

  /** What thresholds are held against. */
  Evidence evidence() {
    SequencedMap<String, Integer> groups = new LinkedHashMap<>();
    SequencedMap<List<String>, List<String>> slicings = new LinkedHashMap<>();
    asked.slices().by().forEach(keys -> slicings.put(keys, new ArrayList<>()));
    for (SliceGroup slice : slices) {
      groups.put(slice.name(), slice.group());
      List<String> keys = List.copyOf(slice.keys().keySet());
      if (!keys.isEmpty()) {
        slicings.computeIfAbsent(keys, _ -> new ArrayList<>()).add(slice.name());
      }
    }
    return new Evidence(estimates, groups, slicings, asked.slices().leastRows());
  }

  EvaluationReport report() {
    return new EvaluationReport(
        rows.task(),
        asked.split(),
        asked.label(),
        rows.rows(),
        Asked.CONFIDENCE,
        figures(model, 0, false),
        baseline.map(measure -> figures(measure, 0, true)),
        comparisons(0),
        baseline.map(other -> ModelDifference.of(model, other, rows.weights())),
        slices.stream().map(this::slice).toList(),
        smallSlices(),
        foundSlices());
  }

  private List<FoundSlice> foundSlices() {
    return model
        .loss()
        .map(loss -> rows.search().find(model.terms(loss), rows.weights().base(rows.rows())))
        .orElse(List.of());
  }

  private ModelFigures figures(Measure measure, int group, boolean ofBaseline) {
    return new ModelFigures(
        rows.runtime(ofBaseline),
        metrics(group, ofBaseline),
        intervals(group, ofBaseline),
        measure instanceof BinaryMeasure binary
            ? Optional.of(BinaryCurves.of(binary, rows.weights()))
            : Optional.empty(),
        measure instanceof MulticlassMeasure several ? confusion(several) : Optional.empty(),
        measure instanceof RegressionMeasure numbers
            ? Residuals.of(numbers, rows.weights())
            : Optional.empty());
  }

  private Optional<ConfusionMatrix> confusion(MulticlassMeasure several) {
    return several.classes().size() > MOST_CLASSES
        ? Optional.empty()
        : Optional.of(
            new ConfusionMatrix(several.classes(), several.confusionMatrix(rows.weights())));
  }

  private Estimate estimate(int group, int metric, boolean ofBaseline) {
    return ofBaseline
        ? estimates.baseline(group, metric).orElseThrow()
        : estimates.model(group, metric);
  }

  private SequencedMap<String, Double> metrics(int group, boolean ofBaseline) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    for (int metric = 0; metric < estimates.metrics().size(); metric++) {
      Estimate estimate = estimate(group, metric, ofBaseline);
      if (estimate.defined()) {
        values.put(name(metric), estimate.value());
      }
    }
    return values;
  }

  private SequencedMap<String, List<Double>> intervals(int group, boolean ofBaseline) {
    SequencedMap<String, List<Double>> intervals = new LinkedHashMap<>();
    for (int metric = 0; metric < estimates.metrics().size(); metric++) {
      Estimate estimate = estimate(group, metric, ofBaseline);
      if (estimate.bounded()) {
        intervals.put(
            name(metric), List.of(estimate.low(Asked.CONFIDENCE), estimate.high(Asked.CONFIDENCE)));
      }
    }
    return intervals;
  }

  private String name(int metric) {
    return estimates.metrics().get(metric).name();
  }

  private List<Comparison> comparisons(int group) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int metric = 0; metric < estimates.metrics().size(); metric++) {
      Metric of = estimates.metrics().get(metric);
      if (of.form() != Metric.Form.COUNT) {
        estimates
            .improvement(group, metric)
            .filter(Estimate::defined)
            .ifPresent(improvement -> comparisons.add(comparison(of, improvement)));
      }
    }
    return comparisons;
  }

  private static Comparison comparison(Metric metric, Estimate improvement) {
    Optional<Estimate> bounded = Optional.of(improvement).filter(Estimate::bounded);
    return new Comparison(
        metric.name(),
        metric.direction(),
        improvement.value(),
        bounded.map(estimate -> estimate.low(Asked.CONFIDENCE)),
        bounded.map(estimate -> estimate.high(Asked.CONFIDENCE)));
  }

  private Slice slice(SliceGroup slice) {
    int group = slice.group();
    return new Slice(
        slice.name(),
        slice.keys(),
        metrics(group, false),
        intervals(group, false),
        baseline.map(measure -> metrics(group, true)),
        comparisons(group));
  }

  private List<SmallSlices> smallSlices() {
    int least = asked.slices().leastRows();
    List<SmallSlices> small = new ArrayList<>();
    for (Grouping grouping : groupings) {
      if (grouping.smallGroups() > 0) {
        small.add(
            new SmallSlices(grouping.keys(), least, grouping.smallGroups(), grouping.smallRows()));
      }
    }
    rows.met()
        .forEach(
            (name, groups) -> {
              if (met(groups) < least) {
                small.add(new SmallSlices(List.of(name), least, 1, met(groups)));
              }
            });
    return small;
  }
}
