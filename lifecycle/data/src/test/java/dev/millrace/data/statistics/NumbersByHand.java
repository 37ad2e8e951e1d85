package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a numeric column by their definitions: values sorted one by one, sums in decimal
 * digits, deviations from the mean in a second pass.
 */
final class NumbersByHand {

  private static final MathContext DIGITS = new MathContext(60);

  /** A finite value, and how often it counts. */
  private record Weighed(double value, BigDecimal exact, long units) {}

  private final List<Weighed> sorted = new ArrayList<>();
  private long units;
  private long missing;
  private long nan;
  private long positive;
  private long negative;

  /**
   * @param weights how often each row counts
   */
  NumbersByHand(List<@Nullable Object> values, List<Long> weights) {
    for (int row = 0; row < values.size(); row++) {
      add(values.get(row), weights.get(row));
    }
    sorted.sort(Comparator.comparing(Weighed::exact));
  }

  private void add(@Nullable Object value, long weight) {
    switch (value) {
      case null -> missing += weight;
      case Long integer -> take(integer.doubleValue(), BigDecimal.valueOf(integer), weight);
      case Double number when number.isNaN() -> nan += weight;
      case Double number when number.isInfinite() && number > 0 -> positive += weight;
      case Double number when number.isInfinite() -> negative += weight;
      case Double number -> take(number, new BigDecimal(number), weight);
      default -> throw new IllegalArgumentException("no number: " + value);
    }
  }

  private void take(double value, BigDecimal exact, long weight) {
    if (weight > 0) {
      sorted.add(new Weighed(value, exact, weight));
      units += weight;
    }
  }

  void requireAgrees(NumericStatistics found) {
    assertThat(found.missing()).isEqualTo(missing);
    assertThat(found.count()).isEqualTo(units + nan + positive + negative);
    assertThat(found.notFinite()).isEqualTo(new NotFinite(nan, positive, negative));
    assertThat(found.zeros()).isEqualTo(unitsUpTo(0, true) - unitsUpTo(0, false));
    requireMoments(found);
    requireQuantiles(found, 2);
    requireQuantiles(found, 10);
    requireHistogram(found);
    assertThat(found.quantileHistogram(10).orElseThrow().buckets())
        .allSatisfy(bucket -> assertThat(bucket.count()).isEqualTo(units / 10.0));
  }

  private void requireMoments(NumericStatistics found) {
    var range = found.range().orElseThrow();
    assertThat(range.min().doubleValue()).isEqualTo(sorted.getFirst().value());
    assertThat(range.max().doubleValue()).isEqualTo(sorted.getLast().value());
    BigDecimal n = BigDecimal.valueOf(units);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (Weighed each : sorted) {
      BigDecimal times = BigDecimal.valueOf(each.units());
      sum = sum.add(each.exact().multiply(times));
      squares = squares.add(each.exact().pow(2).multiply(times));
    }
    assertThat(found.sum().value()).isEqualByComparingTo(sum);
    assertThat(found.squares().value()).isEqualByComparingTo(squares);
    BigDecimal mean = sum.divide(n, DIGITS);
    assertThat(found.mean()).isEqualTo(mean.doubleValue());
    BigDecimal spread = BigDecimal.ZERO;
    for (Weighed each : sorted) {
      BigDecimal apart = each.exact().subtract(mean, DIGITS);
      spread = spread.add(apart.multiply(apart).multiply(BigDecimal.valueOf(each.units())), DIGITS);
    }
    double deviation = spread.divide(n, DIGITS).sqrt(DIGITS).doubleValue();
    assertThat(found.standardDeviation()).isCloseTo(deviation, within(Math.ulp(deviation)));
  }

  /** The least value that i of so many parts of all do not exceed. */
  private void requireQuantiles(NumericStatistics found, int parts) {
    double[] borders = found.quantiles(parts);
    for (int i = 0; i <= parts; i++) {
      double expected = atRank(Math.max(1, Math.ceilDiv(i * units, parts)));
      double bound = slack(found.values(), expected);
      assertThat(borders[i]).as(i + " of " + parts).isCloseTo(expected, within(bound));
    }
  }

  private double atRank(long rank) {
    long below = 0;
    for (Weighed each : sorted) {
      below += each.units();
      if (below >= rank) {
        return each.value();
      }
    }
    throw new AssertionError("no rank " + rank);
  }

  /** Nothing where values are exact, and what the counts claim where they are not. */
  private static double slack(ValueCounts counts, double value) {
    return counts.exact() ? 0 : Math.abs(value) * Math.scalb(1.0, -(counts.precision() + 1));
  }

  /** Each border of ranges of equal width has as many values below it as lie there. */
  private void requireHistogram(NumericStatistics found) {
    List<Histogram.Bucket> buckets = found.histogram(10).orElseThrow().buckets();
    BigDecimal least = sorted.getFirst().exact();
    BigDecimal width = sorted.getLast().exact().subtract(least).divide(BigDecimal.TEN, DIGITS);
    long below = 0;
    for (int i = 0; i + 1 < buckets.size(); i++) {
      double border = least.add(width.multiply(BigDecimal.valueOf(i + 1L))).doubleValue();
      double slack = 2 * slack(found.values(), border);
      below += Math.round(buckets.get(i).count());
      assertThat(below)
          .as("values below " + border)
          .isBetween(unitsUpTo(border - slack, false), unitsUpTo(border + slack, true));
      assertThat(buckets.get(i).high()).isCloseTo(border, within(1e-12 * width.doubleValue()));
    }
    assertThat(below + Math.round(buckets.getLast().count())).isEqualTo(units);
  }

  private long unitsUpTo(double value, boolean inclusive) {
    return sorted.stream()
        .filter(each -> each.value() < value || (inclusive && each.value() == value))
        .mapToLong(Weighed::units)
        .sum();
  }
}
