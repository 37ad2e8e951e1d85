package dev.millrace.data.schema;

import dev.millrace.core.value.Fraction;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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

  /** As many values in all as can be read again beside everything else. */
  private static final int MOST_VALUES_IN_ALL = 40_000;

  private SchemaInference() {}

  /** A schema that every split meets. */
  public static DataSchema infer(StatisticsFile statistics) {
    SequencedMap<String, List<Seen>> found = new LinkedHashMap<>();
    for (DatasetStatistics split : statistics.splits().values()) {
      Seen.of(split)
          .forEach(
              (name, seen) -> found.computeIfAbsent(name, first -> new ArrayList<>()).add(seen));
    }
    SequencedMap<String, FeatureSchema> features = new LinkedHashMap<>();
    found.forEach((name, splits) -> features.put(name, infer(splits)));
    return new DataSchema(withinLimits(features));
  }

  /** What one feature of one data set asks for. */
  public static FeatureSchema infer(Seen seen) {
    return infer(List.of(seen));
  }

  private static FeatureSchema infer(List<Seen> splits) {
    return FeatureSchema.of(type(splits), false)
        .with(
            draft -> {
              draft.nullable = splits.stream().anyMatch(split -> split.missing() > 0);
              if (splits.stream().anyMatch(split -> split.lengths().isPresent())) {
                draft.list = Optional.of(Limits.ANY);
              }
              for (Seen split : splits) {
                if (split.values() instanceof NumericStatistics numbers) {
                  draft.nan |= numbers.notFinite().nan() > 0;
                  draft.infinite |= numbers.notFinite().total() > numbers.notFinite().nan();
                }
              }
              values(splits)
                  .ifPresent(
                      all -> {
                        draft.values = all;
                        draft.unknownValues = Optional.of(UNKNOWN);
                      });
            });
  }

  /** Integers in one split and numbers in another are numbers. */
  private static DataType type(List<Seen> splits) {
    DataType first = splits.getFirst().values().type();
    boolean numbers = splits.stream().anyMatch(split -> split.values().type() == DataType.NUMBER);
    return numbers && first == DataType.INTEGER ? DataType.NUMBER : first;
  }

  /** The values of strings, if they are few and recur. */
  private static Optional<List<String>> values(List<Seen> splits) {
    List<StringStatistics> strings =
        splits.stream()
            .map(Seen::values)
            .filter(StringStatistics.class::isInstance)
            .map(StringStatistics.class::cast)
            .toList();
    TreeSet<String> values = new TreeSet<>();
    strings.forEach(split -> split.values().forEach(each -> values.add(each.value())));
    long rows = strings.stream().mapToLong(StringStatistics::count).sum();
    boolean whole = strings.stream().allMatch(each -> each.exact() && each.shortened() == 0);
    boolean few = !values.isEmpty() && values.size() <= MOST_VALUES;
    return whole && few && rows >= (long) LEAST_REPEATS * values.size()
        ? Optional.of(List.copyOf(values))
        : Optional.empty();
  }

  /** Leaves out values from where on there would be more than a file may have. */
  private static SequencedMap<String, FeatureSchema> withinLimits(
      SequencedMap<String, FeatureSchema> features) {
    SequencedMap<String, FeatureSchema> kept = new LinkedHashMap<>();
    int values = 0;
    for (var feature : features.entrySet()) {
      values += feature.getValue().values().size();
      boolean fits = values <= MOST_VALUES_IN_ALL;
      kept.put(feature.getKey(), fits ? feature.getValue() : withoutValues(feature.getValue()));
    }
    return kept;
  }

  private static FeatureSchema withoutValues(FeatureSchema feature) {
    return feature.with(
        draft -> {
          draft.values = List.of();
          draft.unknownValues = Optional.empty();
        });
  }
}
