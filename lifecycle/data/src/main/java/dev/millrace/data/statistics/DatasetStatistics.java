package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.core.value.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What some rows look like.
 *
 * @param features by name, in the order of the columns
 * @param weighted the same with each row counted by its weight, if a column gives weights
 * @param label what each feature tells of the label, if there is one
 * @param pairs how numeric features go together, if that was asked for
 * @param lists of columns of lists, by name, if there are any; each row counts as one
 * @param skipped types by column, of columns whose type has no statistics, if there are any
 * @param slices the same of some of the rows, by the name of each slice, if there are any
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DatasetStatistics(
    long rows,
    SequencedMap<String, FeatureStatistics> features,
    Optional<Weighted> weighted,
    Optional<LabelStatistics> label,
    Optional<Pairs> pairs,
    Optional<SequencedMap<String, ListStatistics>> lists,
    Optional<SequencedMap<String, String>> skipped,
    Optional<SequencedMap<String, DatasetStatistics>> slices) {

  public DatasetStatistics {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
    lists = lists.map(all -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all)));
    skipped = skipped.map(all -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all)));
    slices = slices.map(all -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all)));
  }

  /** Of each feature by itself. */
  DatasetStatistics(long rows, SequencedMap<String, FeatureStatistics> features) {
    this(
        rows,
        features,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With statistics of some of the rows. */
  DatasetStatistics withSlices(SequencedMap<String, DatasetStatistics> slices) {
    return new DatasetStatistics(
        rows, features, weighted, label, pairs, lists, skipped, Optional.of(slices));
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
