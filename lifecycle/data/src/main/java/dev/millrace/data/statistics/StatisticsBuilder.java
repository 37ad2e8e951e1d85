package dev.millrace.data.statistics;

import dev.millrace.model.Batch;
import dev.millrace.model.DataType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Counts rows of known columns: of a split, of a shard, of a window of live traffic. Builders of
 * the same columns merge, and the result is the same as if one had counted everything.
 *
 * <p>Not safe for use by several threads.
 */
public final class StatisticsBuilder {

  private final SequencedMap<String, Accumulator> accumulators = new LinkedHashMap<>();
  private long rows;

  /**
   * Of no rows yet.
   *
   * @param columns what will be counted; a batch may have more columns, which are not
   */
  public StatisticsBuilder(SequencedMap<String, DataType> columns) {
    Workspace workspace = new Workspace();
    columns.forEach((name, type) -> accumulators.put(name, Accumulator.of(type, workspace)));
  }

  /**
   * Adds rows.
   *
   * @throws IllegalArgumentException if a column is missing or of another type
   */
  public StatisticsBuilder add(Batch batch) {
    accumulators.forEach((name, accumulator) -> accumulator.add(batch.column(name)));
    rows += batch.rows();
    return this;
  }

  /** Adds rows that were counted elsewhere, of the same columns. */
  public StatisticsBuilder merge(StatisticsBuilder other) {
    accumulators.forEach(
        (name, accumulator) -> {
          Accumulator theirs = other.accumulators.get(name);
          if (theirs == null) {
            throw new IllegalArgumentException("'" + name + "' was not counted");
          }
          accumulator.merge(theirs);
        });
    rows += other.rows;
    return this;
  }

  /** What was counted so far; counting may go on. */
  public DatasetStatistics build() {
    SequencedMap<String, FeatureStatistics> features = new LinkedHashMap<>();
    accumulators.forEach((name, accumulator) -> features.put(name, accumulator.build()));
    return new DatasetStatistics(rows, features);
  }
}
