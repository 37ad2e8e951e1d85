package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Of integers, numbers and timestamps (these in microseconds). Nothing here depends on the order of
 * the rows or on how they were cut into parts.
 *
 * @param range the least and greatest value, exactly; empty where no row has a value
 * @param zeros rows whose value is zero
 * @param sum of all values, exactly
 * @param squares the sum of their squares, exactly
 * @param values how often each occurs
 * @param distinct how many different ones there are
 * @param notFinite rows whose value is no finite number; they are in {@code count} and nowhere else
 */
public record NumericStatistics(
    DataType type,
    long count,
    long missing,
    Optional<Range> range,
    long zeros,
    Exact sum,
    Exact squares,
    ValueCounts values,
    Distinct distinct,
    NotFinite notFinite)
    implements FeatureStatistics {

  /** Far more digits than a double keeps, so that only the last step rounds. */
  private static final MathContext DIGITS = new MathContext(50);

  /** The least and greatest of some values. */
  public record Range(BigDecimal min, BigDecimal max) {}

  /** Rows whose value is a finite number: those that all figures are about. */
  @JsonIgnore
  public long finite() {
    return count - notFinite.total();
  }

  /**
   * The mean, correctly rounded.
   *
   * @throws IllegalStateException if no row has a value
   */
  public double mean() {
    requireValues("mean");
    return sum.value().divide(BigDecimal.valueOf(finite()), DIGITS).doubleValue();
  }

  /**
   * The standard deviation of these values as a whole population: the root of (n·Σx² − (Σx)²) / n²,
   * which is exact up to the root because the sums are.
   *
   * @throws IllegalStateException if no row has a value
   */
  public double standardDeviation() {
    requireValues("standard deviation");
    BigDecimal n = BigDecimal.valueOf(finite());
    BigDecimal spread = n.multiply(squares.value()).subtract(sum.value().pow(2));
    return spread.divide(n.pow(2), DIGITS).sqrt(DIGITS).doubleValue();
  }

  /**
   * As {@link ValueCounts#quantile}, never outside the range.
   *
   * @throws IllegalStateException if no row has a value
   */
  public double quantile(double q) {
    Range bounds = requireValues("quantile");
    double near = values.quantile(q);
    return Math.clamp(near, bounds.min().doubleValue(), bounds.max().doubleValue());
  }

  /**
   * The quantile of one half.
   *
   * @throws IllegalStateException if no row has a value
   */
  public double median() {
    return quantile(0.5);
  }

  /**
   * The borders of parts that hold equally many values: one more than parts, from the least value
   * to the greatest.
   *
   * @throws IllegalStateException if no row has a value
   */
  public double[] quantiles(int parts) {
    double[] borders = new double[parts + 1];
    for (int i = 0; i <= parts; i++) {
      borders[i] = quantile((double) i / parts);
    }
    return borders;
  }

  /** How many values lie in ranges of equal width; empty where no row has a value. */
  public Optional<Histogram> histogram(int buckets) {
    return range.map(
        bounds ->
            Histogram.equalWidth(
                values, bounds.min().doubleValue(), bounds.max().doubleValue(), buckets));
  }

  /** The ranges that equally many values lie in; empty where no row has a value. */
  public Optional<Histogram> quantileHistogram(int buckets) {
    return range.map(_ -> Histogram.equalCount(quantiles(buckets), finite()));
  }

  @Override
  @JsonIgnore
  public boolean constant() {
    return range.filter(bounds -> bounds.min().compareTo(bounds.max()) < 0).isEmpty();
  }

  private Range requireValues(String what) {
    return range.orElseThrow(
        () -> new IllegalStateException("no row has a value, so there is no " + what));
  }
}
