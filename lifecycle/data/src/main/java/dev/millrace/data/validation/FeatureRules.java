package dev.millrace.data.validation;

import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.Limits;
import dev.millrace.data.schema.Seen;
import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.Distinct;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the schema requires of one feature, a rule a method. */
record FeatureRules(FeatureSchema expected, Seen actual) {

  /** What an estimate may be off by before it says anything: four standard errors. */
  private static final double OFF = 4 * Distinct.STANDARD_ERROR;

  /** Where the feature breaks rules; of one with another type, only that. */
  List<Breach> breaches() {
    Optional<Breach> other =
        nestedness().or(() -> new TypeRule(expected, actual.values()).breach());
    if (other.isPresent()) {
      return List.of(other.get());
    }
    List<Breach> found = new ArrayList<>();
    Stream.of(presence(), count(), lengths(), constant(), unique(), distinct())
        .flatMap(Optional::stream)
        .forEach(found::add);
    switch (actual.values()) {
      case BooleanStatistics _ -> {}
      case NumericStatistics numbers -> found.addAll(new NumberRules(expected, numbers).breaches());
      case StringStatistics strings -> found.addAll(new TextRules(expected, strings).breaches());
    }
    return found;
  }

  /** A list is expected, and each row has one; or neither. */
  private Optional<Breach> nestedness() {
    boolean list = expected.list().isPresent();
    if (list == actual.lengths().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.error(
                AnomalyType.VALUE_NESTEDNESS_MISMATCH,
                list
                    ? "has a single value a row, expected a list"
                    : "has lists of values, expected a single value a row",
                list
                    ? "mend the source, or remove 'list' from the schema"
                    : "take the value out in select, or write 'list: {}' in the schema")
            .in(actual.rows())
            .unless(
                expected.with(
                    draft -> draft.list = list ? Optional.empty() : Optional.of(Limits.ANY))));
  }

  /** Enough rows have a value. */
  private Optional<Breach> presence() {
    double present = actual.rows() == 0 ? 1 : (double) actual.present() / actual.rows();
    if (present >= expected.leastPresence()) {
      return Optional.empty();
    }
    String missing = "has no value in " + actual.missing() + " of " + actual.rows() + " rows";
    AnomalyType type =
        actual.present() == 0
            ? AnomalyType.FEATURE_TYPE_NOT_PRESENT
            : AnomalyType.FEATURE_TYPE_LOW_FRACTION_PRESENT;
    return Optional.of(
        Breach.error(
                type,
                missing + ", expected at most " + Words.share(1 - expected.leastPresence()),
                expected.nullable()
                    ? "mend the source, or lower 'presence' in the schema"
                    : "mend the source, or write 'nullable: true' in the schema")
            .in(actual.missing())
            .unless(
                expected.with(
                    draft -> {
                      draft.nullable = true;
                      draft.presence =
                          Optional.of(Words.down(present)).filter(share -> share.value() > 0);
                    })));
  }

  private Optional<Breach> count() {
    Optional<Long> least = expected.minCount().filter(min -> actual.present() < min);
    return least.map(
        min ->
            Breach.error(
                    AnomalyType.FEATURE_TYPE_LOW_NUMBER_PRESENT,
                    "has a value in " + actual.present() + " rows, expected at least " + min,
                    "mend the source, or lower 'min_count' in the schema")
                .in(actual.missing())
                .unless(expected.with(draft -> draft.minCount = Optional.of(actual.present()))));
  }

  /** Lists are neither too short nor too long. */
  private Optional<Breach> lengths() {
    if (expected.list().isEmpty() || actual.lengths().flatMap(NumericStatistics::range).isEmpty()) {
      return Optional.empty();
    }
    Limits limits = expected.list().get();
    NumericStatistics lengths = actual.lengths().orElseThrow();
    NumericStatistics.Range range = lengths.range().orElseThrow();
    long shortest = range.min().longValueExact();
    long longest = range.max().longValueExact();
    Limits wider = limits.allowing(shortest).allowing(longest);
    FeatureSchema accepting = expected.with(draft -> draft.list = Optional.of(wider));
    if (limits.tooFew(shortest)) {
      return Optional.of(
          Breach.error(
                  AnomalyType.FEATURE_TYPE_LOW_NUMBER_VALUES,
                  "has " + shortest + " values in a row, expected at least " + limits.min().get(),
                  "mend the source, or lower 'min' of 'list' in the schema")
              .in(Words.below(lengths, limits.min().get()))
              .unless(accepting));
    }
    if (limits.tooMany(longest)) {
      return Optional.of(
          Breach.error(
                  AnomalyType.FEATURE_TYPE_HIGH_NUMBER_VALUES,
                  "has " + longest + " values in a row, expected at most " + limits.max().get(),
                  "mend the source, or raise 'max' of 'list' in the schema")
              .in(Words.above(lengths, limits.max().get()))
              .unless(accepting));
    }
    return Optional.empty();
  }

  /** A label that is always the same teaches nothing; a feature that is, tells nothing. */
  private Optional<Breach> constant() {
    long values = actual.values().count();
    if (!actual.values().constant() || values == 0) {
      return Optional.empty();
    }
    if (expected.label()) {
      return Optional.of(
          Breach.error(
                  AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
                  "is the label, and all " + values + " rows have the same value",
                  "check how select makes it, or take more spans: a model needs both kinds of rows")
              .in(values));
    }
    if (expected.distinct().flatMap(Limits::min).isPresent() || expected.unique()) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.error(
                AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
                "has the same value in all " + values + " rows",
                "a model cannot learn from it; leave it out if this is to be expected")
            .in(values)
            .warning());
  }

  /** How many different values there are, and of how many; empty of booleans. */
  private Optional<Distinct> different() {
    return switch (actual.values()) {
      case BooleanStatistics _ -> Optional.empty();
      case NumericStatistics numbers -> Optional.of(numbers.distinct());
      case StringStatistics strings -> Optional.of(strings.distinct());
    };
  }

  private long countable() {
    return actual.values() instanceof NumericStatistics numbers
        ? numbers.finite()
        : actual.values().count();
  }

  /** No two rows have the same value. */
  private Optional<Breach> unique() {
    Optional<Distinct> distinct = different().filter(_ -> expected.unique());
    if (distinct.isEmpty() || most(distinct.get()) >= countable()) {
      return Optional.empty();
    }
    long repeated = countable() - distinct.get().count();
    return Optional.of(
        Breach.error(
                AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
                "has values more than once: "
                    + about(distinct.get())
                    + " different in "
                    + countable()
                    + " rows, expected no two alike",
                "remove the repeated rows in select, or remove 'unique' from the schema")
            .in(repeated)
            .unless(expected.with(draft -> draft.unique = false)));
  }

  private Optional<Breach> distinct() {
    if (expected.distinct().isEmpty() || different().isEmpty() || countable() == 0) {
      return Optional.empty();
    }
    Limits limits = expected.distinct().get();
    Distinct distinct = different().get();
    FeatureSchema accepting =
        expected.with(draft -> draft.distinct = Optional.of(limits.allowing(distinct.count())));
    if (limits.tooFew(most(distinct))) {
      return Optional.of(
          Breach.error(
                  AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
                  "has "
                      + about(distinct)
                      + " different values, expected at least "
                      + limits.min().get(),
                  "mend the source, or lower 'min' of 'distinct' in the schema")
              .in(countable())
              .unless(accepting));
    }
    if (limits.tooMany(least(distinct))) {
      return Optional.of(
          Breach.error(
                  AnomalyType.FEATURE_TYPE_HIGH_UNIQUE,
                  "has "
                      + about(distinct)
                      + " different values, expected at most "
                      + limits.max().get(),
                  "mend the source, or raise 'max' of 'distinct' in the schema")
              .in(countable())
              .unless(accepting));
    }
    return Optional.empty();
  }

  private static long most(Distinct distinct) {
    return distinct.exact() ? distinct.count() : (long) Math.ceil(distinct.count() * (1 + OFF));
  }

  private static long least(Distinct distinct) {
    return distinct.exact() ? distinct.count() : (long) Math.floor(distinct.count() * (1 - OFF));
  }

  private static String about(Distinct distinct) {
    return (distinct.exact() ? "" : "about ") + distinct.count();
  }
}
