package dev.millrace.data.statistics;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;

/** Counts booleans. */
final class BooleanAccumulator implements Accumulator {

  private long count;
  private long missing;
  private long trues;

  @Override
  public void add(Column column) {
    Column.Booleans booleans = booleans(column);
    for (int row = 0; row < booleans.size(); row++) {
      add(booleans, row, 1);
    }
  }

  @Override
  public void add(Column column, long[] times) {
    Column.Booleans booleans = booleans(column);
    for (int row = 0; row < booleans.size(); row++) {
      add(booleans, row, times[row]);
    }
  }

  private static Column.Booleans booleans(Column column) {
    if (column instanceof Column.Booleans booleans) {
      return booleans;
    }
    throw Accumulator.mismatch(DataType.BOOLEAN, column);
  }

  private void add(Column.Booleans booleans, int row, long times) {
    if (booleans.present(row)) {
      add(booleans.values()[row], times);
    } else {
      missing += times;
    }
  }

  void add(boolean value, long times) {
    count += times;
    trues += value ? times : 0;
  }

  @Override
  public void missing(long rows) {
    missing += rows;
  }

  @Override
  public void merge(Accumulator other) {
    if (!(other instanceof BooleanAccumulator booleans)) {
      throw Accumulator.mismatch(DataType.BOOLEAN, other);
    }
    count += booleans.count;
    missing += booleans.missing;
    trues += booleans.trues;
  }

  @Override
  public void merge(PartialReader other) {
    count += other.number();
    missing += other.number();
    trues += other.number();
  }

  @Override
  public BooleanStatistics build() {
    return new BooleanStatistics(count, missing, trues);
  }

  @Override
  public void write(PartialWriter to) {
    to.number(count).number(missing).number(trues);
  }
}
