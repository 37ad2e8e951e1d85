package dev.millrace.data.statistics;

import java.util.List;
import java.util.Optional;

/**
 * What to count beside each feature by itself.
 *
 * @param label the column that mutual information and lift are about; it must be a feature
 * @param weight the column that says how much each row counts, for weighted statistics; not below
 *     zero, and rounded to multiples of {@link Weighted#UNIT}
 * @param pairs whether to tell how numeric features go together
 * @param slices of which rows the same is to be told by themselves
 */
public record StatisticsOptions(
    Optional<String> label, Optional<String> weight, boolean pairs, List<Slice> slices) {

  /** Each feature by itself and nothing more. */
  public static final StatisticsOptions PLAIN =
      new StatisticsOptions(Optional.empty(), Optional.empty(), false, List.of());

  public StatisticsOptions {
    slices = List.copyOf(slices);
  }

  public StatisticsOptions withLabel(String column) {
    return new StatisticsOptions(Optional.of(column), weight, pairs, slices);
  }

  public StatisticsOptions withWeight(String column) {
    return new StatisticsOptions(label, Optional.of(column), pairs, slices);
  }

  public StatisticsOptions withPairs() {
    return new StatisticsOptions(label, weight, true, slices);
  }

  public StatisticsOptions withSlices(List<Slice> slices) {
    return new StatisticsOptions(label, weight, pairs, slices);
  }
}
