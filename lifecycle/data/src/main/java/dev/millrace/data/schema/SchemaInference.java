package dev.millrace.data.schema;

import dev.millrace.core.value.Fraction;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.statistics.StringStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * Proposes a schema that data meets: each column with its type, nullable if any row lacks a value.
 * Strings of few values that recur get these as their values, with some room for others; ranges of
 * numbers are left to people, who know what is possible and not only what happened.
 */
public final class SchemaInference {

  /** More values than this are hardly a list that a person would keep. */
  private static final int MOST_VALUES = 100;

  /** Values that do not recur this often are names rather than categories. */
  private static final int LEAST_REPEATS = 10;

  private static final Fraction UNKNOWN = new Fraction(0.01);

  private SchemaInference() {}

  /** A schema that every split meets. */
  public static DataSchema infer(StatisticsFile statistics) {
    SequencedMap<String, List<FeatureStatistics>> found = new LinkedHashMap<>();
    for (DatasetStatistics split : statistics.splits().values()) {
      split
          .features()
          .forEach(
              (name, feature) ->
                  found.computeIfAbsent(name, first -> new ArrayList<>()).add(feature));
    }
    SequencedMap<String, FeatureSchema> features = new LinkedHashMap<>();
    found.forEach((name, splits) -> features.put(name, infer(splits)));
    return new DataSchema(features);
  }

  private static FeatureSchema infer(List<FeatureStatistics> splits) {
    boolean nullable = splits.stream().anyMatch(split -> split.missing() > 0);
    FeatureSchema schema = FeatureSchema.of(splits.getFirst().type(), nullable);
    List<StringStatistics> strings =
        splits.stream()
            .filter(StringStatistics.class::isInstance)
            .map(StringStatistics.class::cast)
            .toList();
    TreeSet<String> values = new TreeSet<>();
    strings.forEach(split -> split.values().forEach(each -> values.add(each.value())));
    long rows = strings.stream().mapToLong(StringStatistics::count).sum();
    boolean few =
        strings.stream().allMatch(StringStatistics::exact) && values.size() <= MOST_VALUES;
    return !values.isEmpty() && few && rows >= (long) LEAST_REPEATS * values.size()
        ? schema.withValues(List.copyOf(values), UNKNOWN)
        : schema;
  }
}
