package dev.millrace.data.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The same rows, each counted as much as its weight says: as if there were that many of it. All
 * counts in the features' statistics are of units; means, deviations, quantiles and shares are as
 * they are. Weights are rounded to whole units, so that sums of them do not depend on any order.
 *
 * @param column that gives the weights
 * @param units the weight of all rows, in units
 * @param features by name, in the order of the columns
 */
public record Weighted(
    String column, long units, SequencedMap<String, FeatureStatistics> features) {

  /** The weight of one unit: about a millionth. All weights may come to 2^43, about 10^13. */
  public static final double UNIT = 0x1p-20;

  public Weighted {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
  }

  /** The weight of all rows. */
  public double total() {
    return units * UNIT;
  }

  /**
   * The statistics of a feature that is known to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public FeatureStatistics feature(String name) {
    FeatureStatistics found = features.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no weighted statistics of '" + name + "'");
    }
    return found;
  }
}
