package dev.millrace.data.validation;

import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import dev.millrace.data.validation.Anomaly.Severity;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the schema requires of one feature, a rule a method. */
record FeatureRules(String split, String name, FeatureSchema expected, FeatureStatistics actual) {

  /** Where the feature breaks rules; of one with another type, only that. */
  List<Anomaly> anomalies() {
    Optional<Anomaly> type = type();
    if (type.isPresent()) {
      return List.of(type.get());
    }
    List<Anomaly> found = new ArrayList<>();
    Stream.of(presence(), constant()).flatMap(Optional::stream).forEach(found::add);
    switch (actual) {
      case BooleanStatistics _ -> {}
      case NumericStatistics numbers ->
          Stream.of(least(numbers), greatest(numbers))
              .flatMap(Optional::stream)
              .forEach(found::add);
      case StringStatistics strings -> unknownValues(strings).ifPresent(found::add);
    }
    return found;
  }

  /** The type is the schema's. An integer is a number too. */
  private Optional<Anomaly> type() {
    boolean integerAsNumber =
        expected.type() == DataType.NUMBER && actual.type() == DataType.INTEGER;
    if (actual.type() == expected.type() || integerAsNumber) {
      return Optional.empty();
    }
    return error(
        AnomalyType.UNEXPECTED_DATA_TYPE,
        "is of type " + actual.type().text() + ", expected " + expected.type().text(),
        "convert it in select, or change the type in the schema");
  }

  /** Enough rows have a value. */
  private Optional<Anomaly> presence() {
    if (actual.presence() >= expected.leastPresence()) {
      return Optional.empty();
    }
    String missing = "has no value in " + actual.missing() + " of " + actual.rows() + " rows";
    String remedy =
        expected.nullable()
            ? "mend the source, or lower 'presence' in the schema"
            : "mend the source, or write 'nullable: true' in the schema";
    AnomalyType type =
        actual.count() == 0
            ? AnomalyType.FEATURE_TYPE_NOT_PRESENT
            : AnomalyType.FEATURE_TYPE_LOW_FRACTION_PRESENT;
    return error(
        type, missing + ", expected at most " + share(1 - expected.leastPresence()), remedy);
  }

  /** A label that is always the same teaches nothing; a feature that is, tells nothing. */
  private Optional<Anomaly> constant() {
    if (!actual.constant() || actual.count() == 0) {
      return Optional.empty();
    }
    if (expected.label()) {
      return error(
          AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
          "is the label, and all " + actual.count() + " rows have the same value",
          "check how select makes it, or take more spans: a model needs both kinds of rows");
    }
    return Optional.of(
        anomaly(
            AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
            Severity.WARNING,
            "has the same value in all " + actual.count() + " rows",
            "a model cannot learn from it; leave it out if this is to be expected"));
  }

  /** No value is below the range. */
  private Optional<Anomaly> least(NumericStatistics numbers) {
    Optional<BigDecimal> min = numbers.range().map(NumericStatistics.Range::min);
    Optional<Double> bound = expected.min();
    if (min.isEmpty() || bound.isEmpty() || min.get().compareTo(exact(bound.get())) >= 0) {
      return Optional.empty();
    }
    return error(
        numbers.type() == DataType.INTEGER
            ? AnomalyType.INT_TYPE_SMALL_INT
            : AnomalyType.FLOAT_TYPE_SMALL_FLOAT,
        "goes down to " + min.get() + ", expected at least " + plain(bound.get()),
        "mend or leave out these rows, or lower 'min' in the schema");
  }

  /** No value is above the range. */
  private Optional<Anomaly> greatest(NumericStatistics numbers) {
    Optional<BigDecimal> max = numbers.range().map(NumericStatistics.Range::max);
    Optional<Double> bound = expected.max();
    if (max.isEmpty() || bound.isEmpty() || max.get().compareTo(exact(bound.get())) <= 0) {
      return Optional.empty();
    }
    return error(
        numbers.type() == DataType.INTEGER
            ? AnomalyType.INT_TYPE_BIG_INT
            : AnomalyType.FLOAT_TYPE_BIG_FLOAT,
        "goes up to " + max.get() + ", expected at most " + plain(bound.get()),
        "mend or leave out these rows, or raise 'max' in the schema");
  }

  /**
   * Few enough values are outside the known ones; those that are not listed at all count as such.
   */
  private Optional<Anomaly> unknownValues(StringStatistics strings) {
    if (expected.values().isEmpty() || strings.count() == 0) {
      return Optional.empty();
    }
    Set<String> known = new HashSet<>(expected.values());
    List<Occurrence> others =
        strings.values().stream().filter(each -> !known.contains(each.value())).toList();
    long expectedRows =
        strings.values().stream()
            .filter(each -> known.contains(each.value()))
            .mapToLong(Occurrence::count)
            .sum();
    long rows = strings.count() - expectedRows;
    double share = (double) rows / strings.count();
    if (share <= expected.mostUnknown()) {
      return Optional.empty();
    }
    String examples = others.isEmpty() ? "" : ", most often '" + others.getFirst().value() + "'";
    return error(
        AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
        "has other values than the schema's in "
            + rows
            + " rows ("
            + share(share)
            + ")"
            + examples
            + "; expected at most "
            + share(expected.mostUnknown()),
        "mend the source, add the values to the schema, or raise 'unknown_values'");
  }

  private Optional<Anomaly> error(AnomalyType type, String what, String remedy) {
    return Optional.of(anomaly(type, Severity.ERROR, what, remedy));
  }

  private Anomaly anomaly(AnomalyType type, Severity severity, String what, String remedy) {
    return new Anomaly(type, severity, split, name, "column '" + name + "' " + what, remedy);
  }

  private static BigDecimal exact(double bound) {
    return BigDecimal.valueOf(bound);
  }

  private static String plain(double bound) {
    return exact(bound).stripTrailingZeros().toPlainString();
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
