package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The same rows, each counted as much as its weight says: as if there were that many of it. All
 * counts in the features' statistics are of units; means, deviations, quantiles and shares are as
 * they are. Weights are rounded to whole units, so that sums of them do not depend on any order.
 *
 * @param column that gives the weights
 * @param units the weight of all rows, in units
 * @param features by name, in the order of the columns
 * @param lists of columns of lists, if there are any; a list and each of its elements count as much
 *     as the row that they are in
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Weighted(
    String column,
    long units,
    SequencedMap<String, FeatureStatistics> features,
    Optional<SequencedMap<String, ListStatistics>> lists) {

  /** The weight of one unit: about a millionth. All weights may come to 2^43, about 10^13. */
  public static final double UNIT = 0x1p-20;

  public Weighted {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
    lists = lists.map(all -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all)));
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
