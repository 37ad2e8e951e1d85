package dev.millrace.data.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What each feature tells of a label.
 *
 * @param column the label
 * @param features by name, in the order of the columns; the label itself is not one
 */
public record LabelStatistics(String column, SequencedMap<String, Association> features) {

  public LabelStatistics {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
  }

  /**
   * What a feature that is known to be there tells.
   *
   * @throws IllegalArgumentException if it is not
   */
  public Association feature(String name) {
    Association found = features.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no association of '" + name + "' with the label");
    }
    return found;
  }
}
