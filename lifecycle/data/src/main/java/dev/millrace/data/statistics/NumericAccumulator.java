package dev.millrace.data.statistics;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;

/** Counts integers, numbers or timestamps. */
final class NumericAccumulator implements Accumulator {

  private final DataType type;
  private final Workspace workspace;
  private final NumericRange range = new NumericRange();
  private final DistinctNumbers distinct = new DistinctNumbers();
  private final ValueCounter values = new ValueCounter(distinct::begin);
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private NotFinite notFinite = NotFinite.NONE;
  private long count;
  private long missing;
  private long zeros;

  NumericAccumulator(DataType type, Workspace workspace) {
    this.type = type;
    this.workspace = workspace;
  }

  /** True if the values are doubles, not longs. */
  boolean ofDoubles() {
    return type == DataType.NUMBER;
  }

  @Override
  public void add(Column column) {
    for (int from = 0; from < column.size(); from += Workspace.BATCH) {
      add(column, from, Math.min(column.size(), from + Workspace.BATCH));
    }
  }

  private void add(Column column, int from, int to) {
    int size = 0;
    switch (column) {
      case Column.Longs longs when type != DataType.NUMBER -> {
        for (int row = from; row < to; row++) {
          workspace.longs[size] = longs.values()[row];
          size += longs.present(row) ? 1 : 0;
        }
        addLongs(workspace.longs, size);
      }
      case Column.Doubles doubles when type == DataType.NUMBER -> {
        for (int row = from; row < to; row++) {
          workspace.doubles[size] = doubles.values()[row];
          size += doubles.present(row) ? 1 : 0;
        }
        addDoubles(workspace.doubles, size);
      }
      case Column.Longs _, Column.Doubles _, Column.Booleans _, Column.Strings _ ->
          throw Accumulator.mismatch(type, column);
    }
    missing += to - from - size;
  }

  @Override
  public void add(Column column, long[] times) {
    for (int row = 0; row < column.size(); row++) {
      if (!column.present(row)) {
        missing += times[row];
        continue;
      }
      switch (column) {
        case Column.Longs longs when type != DataType.NUMBER ->
            add(longs.values()[row], times[row]);
        case Column.Doubles doubles when type == DataType.NUMBER ->
            add(doubles.values()[row], times[row]);
        case Column.Longs _, Column.Doubles _, Column.Booleans _, Column.Strings _ ->
            throw Accumulator.mismatch(type, column);
      }
    }
  }

  /** Adds values; the array may be changed. At most {@link Workspace#BATCH} of them. */
  void addDoubles(double[] given, int givenSize) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int zeros = 0;
    for (int i = 0; i < givenSize; i++) {
      double value = given[i];
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      zeros += value == 0 ? 1 : 0;
    }
    boolean finite = least > Double.NEGATIVE_INFINITY && greatest < Double.POSITIVE_INFINITY;
    count += givenSize;
    this.zeros += zeros;
    int size = finite ? givenSize : finite(given, givenSize);
    if (finite && size > 0) {
      range.add(least);
      range.add(greatest);
    }
    workspace.bins.add(given, size, sum);
    workspace.bins.addSquares(given, size, squares);
    values.add(given, size);
    if (distinct.begun()) {
      distinct.addDoubles(given, size);
    }
  }

  /** Moves finite values to the front, counts the others and sees to the range. */
  private int finite(double[] given, int givenSize) {
    int size = 0;
    for (int i = 0; i < givenSize; i++) {
      if (Double.isFinite(given[i])) {
        range.add(given[i]);
        given[size++] = given[i];
      } else {
        notFinite = notFinite.plus(given[i], 1);
      }
    }
    return size;
  }

  /** Adds values, at most {@link Workspace#BATCH} of them. */
  void addLongs(long[] given, int size) {
    if (size == 0) {
      return;
    }
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    int zeros = 0;
    for (int i = 0; i < size; i++) {
      long value = given[i];
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      zeros += value == 0 ? 1 : 0;
    }
    count += size;
    this.zeros += zeros;
    range.add(least);
    range.add(greatest);
    LongSums.add(given, size, Math.max(-(least + 1), greatest), sum, squares);
    double[] doubles = workspace.doubles;
    for (int i = 0; i < size; i++) {
      doubles[i] = (double) given[i];
    }
    beginIfWide(least, greatest);
    values.add(doubles, size);
    if (distinct.begun()) {
      distinct.addLongs(given, size);
    }
  }

  private void beginIfWide(long least, long greatest) {
    boolean wide =
        greatest > DistinctNumbers.EXACT_DOUBLES || least < -DistinctNumbers.EXACT_DOUBLES;
    if (wide && !distinct.begun()) {
      distinct.begin(values.build().values());
    }
  }

  void add(double value, long times) {
    if (times == 0) {
      return;
    }
    count += times;
    if (!Double.isFinite(value)) {
      notFinite = notFinite.plus(value, times);
      return;
    }
    zeros += value == 0 ? times : 0;
    range.add(value);
    sum.add(value, times);
    squares.addSquare(value, times);
    values.add(value, times);
    if (distinct.begun()) {
      distinct.addDouble(value);
    }
  }

  void add(long value, long times) {
    if (times == 0) {
      return;
    }
    count += times;
    zeros += value == 0 ? times : 0;
    range.add(value);
    LongSums.add(value, times, sum, squares);
    beginIfWide(value, value);
    values.add((double) value, times);
    if (distinct.begun()) {
      distinct.addLong(value);
    }
  }

  @Override
  public void missing(long rows) {
    missing += rows;
  }

  @Override
  public void merge(Accumulator other) {
    if (!(other instanceof NumericAccumulator numeric) || numeric.type != type) {
      throw Accumulator.mismatch(type, other);
    }
    count += numeric.count;
    missing += numeric.missing;
    zeros += numeric.zeros;
    notFinite = notFinite.plus(numeric.notFinite);
    range.add(numeric.range);
    sum.add(numeric.sum);
    squares.add(numeric.squares);
    addValues(numeric.values.build(), numeric.distinct.begun());
    distinct.merge(numeric.distinct);
  }

  @Override
  public void merge(PartialReader other) {
    count += other.number();
    missing += other.number();
    zeros += other.number();
    notFinite = notFinite.plus(new NotFinite(other.number(), other.number(), other.number()));
    range.add(other);
    sum.add(ExactSum.read(other));
    squares.add(ExactSum.read(other));
    addValues(ValueCounts.read(other), DistinctNumbers.readBegun(other));
    distinct.mergeHashes(other);
  }

  /**
   * What one of the two knows by its values alone, both know by hashes if either has to.
   *
   * @param hashed whether the other has begun to
   */
  private void addValues(ValueCounts theirs, boolean hashed) {
    if (hashed && !distinct.begun()) {
      distinct.begin(values.build().values());
    }
    values.add(theirs);
    if (distinct.begun() && !hashed) {
      distinct.addExact(theirs.values());
    }
  }

  @Override
  public NumericStatistics build() {
    ValueCounts counted = values.build();
    return new NumericStatistics(
        type,
        count,
        missing,
        range.build(),
        zeros,
        sum.value(),
        squares.value(),
        counted,
        distinct.build(counted.size()),
        notFinite);
  }

  @Override
  public void write(PartialWriter to) {
    to.number(count).number(missing).number(zeros);
    to.number(notFinite.nan()).number(notFinite.positiveInfinite());
    to.number(notFinite.negativeInfinite());
    range.write(to);
    sum.write(to);
    squares.write(to);
    values.build().write(to);
    distinct.write(to);
  }
}
