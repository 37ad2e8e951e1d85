package dev.millrace.data.statistics;

import dev.millrace.data.statistics.NumericStatistics.Range;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.util.Optional;

/** Counts integers, numbers or timestamps. */
final class NumericAccumulator implements Accumulator {

  /** A batch of integers below this has a sum of squares below 2^63 up to 2^15 rows. */
  private static final long SMALL = 1L << 24;

  private static final int FEW_ROWS = 1 << 15;

  private final DataType type;
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private final ValueCounter values = new ValueCounter();
  private Optional<Range> range = Optional.empty();
  private long count;
  private long missing;
  private long zeros;

  NumericAccumulator(DataType type) {
    this.type = type;
  }

  @Override
  public void add(Column column) {
    switch (column) {
      case Column.Longs longs when type != DataType.NUMBER -> add(longs);
      case Column.Doubles doubles when type == DataType.NUMBER -> add(doubles);
      case Column.Longs _, Column.Doubles _, Column.Booleans _, Column.Strings _ ->
          throw Accumulator.mismatch(type, column);
    }
  }

  private void add(Column.Longs column) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < column.size(); row++) {
      if (!column.present(row)) {
        missing++;
        continue;
      }
      long value = column.values()[row];
      min = Math.min(min, value);
      max = Math.max(max, value);
      zeros += value == 0 ? 1 : 0;
      count++;
      values.add((double) value);
    }
    if (min <= max) {
      widen(BigDecimal.valueOf(min), BigDecimal.valueOf(max));
      boolean small = min > -SMALL && max < SMALL && column.size() <= FEW_ROWS;
      sum(column, small);
    }
  }

  /** Missing rows hold zero, which no sum notices. */
  private void sum(Column.Longs column, boolean small) {
    if (!small) {
      for (long value : column.values()) {
        sum.add(value);
        squares.addSquare(value);
      }
      return;
    }
    long partSum = 0;
    long partSquares = 0;
    for (long value : column.values()) {
      partSum += value;
      partSquares += value * value;
    }
    sum.add(partSum);
    squares.add(partSquares);
  }

  private void add(Column.Doubles column) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < column.size(); row++) {
      if (!column.present(row)) {
        missing++;
        continue;
      }
      double value = column.values()[row];
      sum.add(value);
      squares.addSquare(value);
      min = Math.min(min, value);
      max = Math.max(max, value);
      zeros += value == 0 ? 1 : 0;
      count++;
      values.add(value);
    }
    if (min <= max) {
      widen(BigDecimal.valueOf(min), BigDecimal.valueOf(max));
    }
  }

  private void widen(BigDecimal min, BigDecimal max) {
    range =
        Optional.of(
            range
                .map(now -> new Range(now.min().min(min), now.max().max(max)))
                .orElse(new Range(min, max)));
  }

  @Override
  public void add(FeatureStatistics other) {
    if (!(other instanceof NumericStatistics numeric) || numeric.type() != type) {
      throw Accumulator.mismatch(type, other);
    }
    count += numeric.count();
    missing += numeric.missing();
    zeros += numeric.zeros();
    numeric.range().ifPresent(bounds -> widen(bounds.min(), bounds.max()));
    sum.add(numeric.sum());
    squares.add(numeric.squares());
    values.add(numeric.values());
  }

  @Override
  public NumericStatistics build() {
    return new NumericStatistics(
        type, count, missing, range, zeros, sum.value(), squares.value(), values.build());
  }
}
