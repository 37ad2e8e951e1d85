package dev.millrace.data.statistics;

import java.util.List;

/**
 * How numeric features go together, two at a time.
 *
 * @param statistics of each pair
 * @param leftOut numeric features of which no pairs were counted, because there are more than
 *     {@link #MOST_FEATURES}
 */
public record Pairs(List<PairStatistics> statistics, List<String> leftOut) {

  /** As many have 2,016 pairs. */
  public static final int MOST_FEATURES = 64;

  public Pairs {
    statistics = List.copyOf(statistics);
    leftOut = List.copyOf(leftOut);
  }
}
