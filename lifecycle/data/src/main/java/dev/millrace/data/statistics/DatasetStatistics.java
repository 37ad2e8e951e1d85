package dev.millrace.data.statistics;

import dev.millrace.core.value.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What some rows look like.
 *
 * @param features by name, in the order of the columns
 */
public record DatasetStatistics(long rows, SequencedMap<String, FeatureStatistics> features) {

  public DatasetStatistics {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
  }

  /**
   * The statistics of a feature that is known to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public FeatureStatistics feature(String name) {
    FeatureStatistics found = features.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no statistics of '" + name + "'; there are those of " + features.keySet());
    }
    return found;
  }

  public JsonNode toJson() {
    return Json.tree(this);
  }

  public static DatasetStatistics fromJson(JsonNode tree) {
    return Json.as(tree, DatasetStatistics.class);
  }
}
