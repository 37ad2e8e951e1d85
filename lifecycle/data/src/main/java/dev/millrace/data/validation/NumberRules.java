package dev.millrace.data.validation;

import dev.millrace.data.schema.Bound;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.NumericStatistics.Range;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the schema requires of integers, numbers and timestamps. */
record NumberRules(FeatureSchema expected, NumericStatistics numbers) {

  List<Breach> breaches() {
    return Stream.of(least(), greatest(), nan(), infinite()).flatMap(Optional::stream).toList();
  }

  /** No value is below the range. */
  private Optional<Breach> least() {
    Optional<BigDecimal> min = numbers.range().map(Range::min);
    Optional<Bound> bound = expected.min();
    if (min.isEmpty() || bound.isEmpty() || min.get().compareTo(bound.get().value()) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.error(
                numbers.type() == DataType.NUMBER
                    ? AnomalyType.FLOAT_TYPE_SMALL_FLOAT
                    : AnomalyType.INT_TYPE_SMALL_INT,
                "goes down to " + text(min.get()) + ", expected at least " + bound.get().text(),
                "mend or leave out these rows, or lower 'min' in the schema")
            .in(Words.below(numbers, bound.get().value()))
            .such(text(min.get()))
            .unless(expected.with(draft -> draft.min = Optional.of(bound(min.get())))));
  }

  /** No value is above the range. */
  private Optional<Breach> greatest() {
    Optional<BigDecimal> max = numbers.range().map(Range::max);
    Optional<Bound> bound = expected.max();
    if (max.isEmpty() || bound.isEmpty() || max.get().compareTo(bound.get().value()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.error(
                numbers.type() == DataType.NUMBER
                    ? AnomalyType.FLOAT_TYPE_BIG_FLOAT
                    : AnomalyType.INT_TYPE_BIG_INT,
                "goes up to " + text(max.get()) + ", expected at most " + bound.get().text(),
                "mend or leave out these rows, or raise 'max' in the schema")
            .in(Words.above(numbers, bound.get().value()))
            .such(text(max.get()))
            .unless(expected.with(draft -> draft.max = Optional.of(bound(max.get())))));
  }

  private Optional<Breach> nan() {
    long rows = numbers.notFinite().nan();
    if (rows == 0 || expected.nan()) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.error(
                AnomalyType.FLOAT_TYPE_HAS_NAN,
                "is NaN in " + rows + " rows",
                "mend the source, or write 'nan: true' in the schema")
            .in(rows)
            .such("NaN")
            .unless(expected.with(draft -> draft.nan = true)));
  }

  private Optional<Breach> infinite() {
    long positive = numbers.notFinite().positiveInfinite();
    long rows = positive + numbers.notFinite().negativeInfinite();
    if (rows == 0 || expected.infinite()) {
      return Optional.empty();
    }
    return Optional.of(
        Breach.error(
                AnomalyType.FLOAT_TYPE_HAS_INF,
                "is infinite in " + rows + " rows",
                "mend the source, or write 'infinite: true' in the schema")
            .in(rows)
            .such(positive > 0 ? "Infinity" : "-Infinity")
            .unless(expected.with(draft -> draft.infinite = true)));
  }

  private Bound bound(BigDecimal value) {
    return numbers.type() == DataType.TIMESTAMP ? Bound.ofMicros(value) : Bound.of(value);
  }

  private String text(BigDecimal value) {
    return bound(value).text();
  }
}
