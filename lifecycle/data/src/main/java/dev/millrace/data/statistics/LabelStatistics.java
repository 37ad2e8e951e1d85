package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What each feature tells of a label.
 *
 * @param column the label
 * @param features by name, in the order of the columns; the label itself is not one
 * @param lists of columns of lists, by name, if there are any
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LabelStatistics(
    String column,
    SequencedMap<String, Association> features,
    Optional<SequencedMap<String, OfList>> lists) {

  /**
   * What a feature of lists tells of the label.
   *
   * @param lengths how many values a row's list has
   * @param elements the values in the lists, each as if it were a row with the label of its own, so
   *     that long lists count more; empty as in {@link ListStatistics}
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record OfList(Association lengths, Optional<Association> elements) {}

  public LabelStatistics {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
    lists = lists.map(all -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all)));
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
