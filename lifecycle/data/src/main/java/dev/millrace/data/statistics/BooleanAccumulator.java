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
    if (!(column instanceof Column.Booleans booleans)) {
      throw Accumulator.mismatch(DataType.BOOLEAN, column);
    }
    for (int row = 0; row < booleans.size(); row++) {
      if (!booleans.present(row)) {
        missing++;
      } else {
        count++;
        trues += booleans.values()[row] ? 1 : 0;
      }
    }
  }

  @Override
  public void add(FeatureStatistics other) {
    if (!(other instanceof BooleanStatistics booleans)) {
      throw Accumulator.mismatch(DataType.BOOLEAN, other);
    }
    count += booleans.count();
    missing += booleans.missing();
    trues += booleans.trues();
  }

  @Override
  public BooleanStatistics build() {
    return new BooleanStatistics(count, missing, trues);
  }
}
