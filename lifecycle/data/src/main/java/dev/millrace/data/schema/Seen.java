package dev.millrace.data.schema;

import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.ListStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What there is of a feature in a data set: its values, and how many of them rows have if they have
 * lists of them.
 *
 * @param values of all rows; of a list, of all lists
 * @param lengths of lists, where rows have such
 */
public record Seen(FeatureStatistics values, Optional<NumericStatistics> lengths) {

  /** Of all features of a data set, columns before lists. */
  public static SequencedMap<String, Seen> of(DatasetStatistics statistics) {
    SequencedMap<String, Seen> all = new LinkedHashMap<>();
    statistics
        .features()
        .forEach((name, feature) -> all.put(name, new Seen(feature, Optional.empty())));
    statistics
        .lists()
        .ifPresent(
            lists ->
                lists.forEach(
                    (name, list) -> of(list).ifPresent(seen -> all.putIfAbsent(name, seen))));
    return all;
  }

  /** Of lists of lists only the innermost has values. */
  private static Optional<Seen> of(ListStatistics list) {
    return list.elements().map(elements -> new Seen(elements, Optional.of(list.lengths())));
  }

  /** All rows. */
  public long rows() {
    return present() + missing();
  }

  /** Rows that have a value or a list of values. */
  public long present() {
    return lengths.map(NumericStatistics::count).orElse(values.count());
  }

  /** Rows that have none. */
  public long missing() {
    return lengths.map(NumericStatistics::missing).orElse(values.missing());
  }
}
