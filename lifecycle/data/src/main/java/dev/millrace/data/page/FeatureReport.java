package dev.millrace.data.page;

import dev.millrace.core.api.StatisticsReport.Bucket;
import dev.millrace.core.api.StatisticsReport.Distribution;
import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.core.api.StatisticsReport.Frequency;
import dev.millrace.core.api.StatisticsReport.Lengths;
import dev.millrace.core.api.StatisticsReport.Numbers;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.Histogram;
import dev.millrace.data.statistics.ListStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What there is to tell of one feature.
 *
 * @param lengths true if the values are how long lists are
 */
public record FeatureReport(String name, FeatureStatistics statistics, boolean lengths) {

  private static final String LIST = "list";

  /**
   * All features by name; of each column of lists the lengths, and the values as {@code name[]}.
   */
  public static SequencedMap<String, FeatureReport> of(DatasetStatistics all) {
    SequencedMap<String, FeatureReport> reports = new LinkedHashMap<>();
    all.features()
        .forEach((name, feature) -> reports.put(name, new FeatureReport(name, feature, false)));
    for (Map.Entry<String, ListStatistics> list :
        all.lists().orElseGet(LinkedHashMap::new).entrySet()) {
      String name = list.getKey();
      reports.put(name, new FeatureReport(name, list.getValue().lengths(), true));
      String inside = name + "[]";
      list.getValue()
          .elements()
          .ifPresent(values -> reports.put(inside, new FeatureReport(inside, values, false)));
    }
    return reports;
  }

  public boolean comparableTo(FeatureReport other) {
    return lengths == other.lengths && Comparison.possible(statistics, other.statistics);
  }

  public Feature feature() {
    FeatureFigures figures = FeatureFigures.of(name, statistics);
    return new Feature(
        name,
        lengths ? LIST : figures.type().text(),
        figures.missing(),
        figures.missingShare(),
        figures.distinct().count(),
        !figures.distinct().exact(),
        figures
            .spread()
            .map(
                s -> new Numbers(s.mean(), s.deviation(), s.min(), s.median(), s.max(), s.zeros())),
        figures.mean(),
        figures.values() + (lengths ? " long" : ""),
        marks(figures),
        distribution());
  }

  /** Many lists are meant to have one length. */
  private List<String> marks(FeatureFigures figures) {
    return figures.marks().stream()
        .filter(mark -> !(lengths && mark == Mark.CONSTANT))
        .map(Mark::words)
        .toList();
  }

  private Distribution distribution() {
    return switch (statistics) {
      case NumericStatistics numbers ->
          new Distribution(
              buckets(numbers.histogram(Histogram.BUCKETS)),
              buckets(numbers.quantileHistogram(Histogram.BUCKETS)),
              List.of(),
              List.of(),
              Optional.empty());
      case BooleanStatistics booleans ->
          new Distribution(
              List.of(), List.of(), frequencies(booleans), List.of(), Optional.empty());
      case StringStatistics texts ->
          new Distribution(
              List.of(),
              List.of(),
              texts.top(StringStatistics.TOP).stream()
                  .map(top -> new Frequency(top.value(), top.count()))
                  .toList(),
              Arrays.stream(texts.rankHistogram(StringStatistics.RANKS)).boxed().toList(),
              texts
                  .lengths()
                  .map(
                      all ->
                          new Lengths(all.min(), (double) all.total() / texts.count(), all.max())));
    };
  }

  private static List<Frequency> frequencies(BooleanStatistics booleans) {
    List<Frequency> both = new ArrayList<>();
    both.add(new Frequency("true", booleans.trues()));
    both.add(
        booleans.falses() > booleans.trues() ? 0 : 1, new Frequency("false", booleans.falses()));
    return both.stream().filter(value -> value.count() > 0).toList();
  }

  private static List<Bucket> buckets(Optional<Histogram> histogram) {
    return histogram.stream()
        .flatMap(all -> all.buckets().stream())
        .map(bucket -> new Bucket(bucket.low(), bucket.high(), bucket.count()))
        .toList();
  }
}
