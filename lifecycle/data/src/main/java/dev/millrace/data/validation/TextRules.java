package dev.millrace.data.validation;

import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.LinearPattern;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the schema requires of strings. Values that the statistics do not list are unknown ones
 * where the schema lists all; whether a pattern describes them cannot be told from statistics, so
 * that {@link RowRules} asks the rows.
 */
record TextRules(FeatureSchema expected, StringStatistics strings) {

  /** More new values than this are hardly a list that a person would add. */
  private static final int MOST_ADDED = 100;

  List<Breach> breaches() {
    return Stream.of(invalid(), unknownValues()).flatMap(Optional::stream).toList();
  }

  /** Whether statistics tell of every value whether a pattern describes it. */
  static boolean decides(StringStatistics strings) {
    return strings.exact() && strings.shortened() == 0;
  }

  private Optional<Breach> invalid() {
    return strings.invalid() == 0
        ? Optional.empty()
        : Optional.of(
            Breach.error(
                    AnomalyType.ENUM_TYPE_INVALID_UTF8,
                    "is not valid UTF-8 in " + strings.invalid() + " rows",
                    "mend the source, or leave the column out in select")
                .in(strings.invalid()));
  }

  /** Few enough values are outside the known ones. */
  private Optional<Breach> unknownValues() {
    boolean listed = !expected.values().isEmpty();
    if (strings.count() == 0 || (!listed && expected.pattern().isEmpty())) {
      return Optional.empty();
    }
    Predicate<Occurrence> known = known();
    List<Occurrence> others = strings.values().stream().filter(known.negate()).toList();
    long rows = others.stream().mapToLong(Occurrence::count).sum();
    if (listed) {
      rows =
          strings.count() - (strings.values().stream().mapToLong(Occurrence::count).sum() - rows);
    }
    return unknown(
            expected, rows, strings.count(), others.stream().findFirst().map(Occurrence::value))
        .map(breach -> listed && addable(others) ? breach.unless(adding(others)) : breach);
  }

  private Predicate<Occurrence> known() {
    if (!expected.values().isEmpty()) {
      Set<String> values = new HashSet<>(expected.values());
      return occurrence -> values.contains(occurrence.value());
    }
    LinearPattern pattern = LinearPattern.of(expected.pattern().orElseThrow());
    return occurrence ->
        pattern.matches(occurrence.value())
            || (strings.shortened() > 0
                && occurrence.value().length() >= StringStatistics.KEPT_BYTES / 4);
  }

  private boolean addable(List<Occurrence> others) {
    return decides(strings) && others.size() <= MOST_ADDED && expected.pattern().isEmpty();
  }

  private FeatureSchema adding(List<Occurrence> others) {
    List<String> all = new ArrayList<>(expected.values());
    others.stream().map(Occurrence::value).sorted().forEach(all::add);
    return expected.with(draft -> draft.values = all);
  }

  /**
   * Too many rows have values that are not known.
   *
   * @param rows that do
   * @param count of rows with any value
   */
  static Optional<Breach> unknown(
      FeatureSchema expected, long rows, long count, Optional<String> example) {
    double share = (double) rows / count;
    if (share <= expected.mostUnknown()) {
      return Optional.empty();
    }
    String wanted =
        expected.values().isEmpty() ? "than its pattern describes" : "than the schema's";
    Breach breach =
        Breach.error(
                AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
                "has other values "
                    + wanted
                    + " in "
                    + rows
                    + " rows ("
                    + Words.share(share)
                    + ")"
                    + example.map(value -> ", most often '" + value + "'").orElse("")
                    + "; expected at most "
                    + Words.share(expected.mostUnknown()),
                expected.values().isEmpty()
                    ? "mend the source, change the pattern, or raise 'unknown_values'"
                    : "mend the source, add the values to the schema, or raise 'unknown_values'")
            .in(rows)
            .unless(expected.with(draft -> draft.unknownValues = Optional.of(Words.up(share))));
    return Optional.of(example.map(breach::such).orElse(breach));
  }
}
