package dev.millrace.data.transform;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the strings of columns, exactly. Counts of two parts of the data add up to the counts of
 * the whole, so the parts may be counted apart, in any order.
 */
final class Vocabularies {

  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  Vocabularies(List<Feature> features) {
    for (Feature feature : features) {
      if (feature instanceof Feature.Indexed indexed) {
        counts.put(indexed.from(), new HashMap<>());
      }
    }
  }

  /** The columns that are counted. */
  List<String> columns() {
    return List.copyOf(counts.keySet());
  }

  void add(Batch batch) {
    counts.forEach((column, seen) -> add(column, batch.column(column), seen));
  }

  private static void add(String name, Column column, Map<String, Long> seen) {
    if (!(column instanceof Column.Strings strings)) {
      throw new IllegalArgumentException("column '" + name + "' does not hold strings");
    }
    long[] byCode = new long[strings.dictionary().length];
    for (int code : strings.codes()) {
      if (code >= 0) {
        byCode[code]++;
      }
    }
    for (int code = 0; code < byCode.length; code++) {
      if (byCode[code] > 0) {
        seen.merge(strings.dictionary()[code], byCode[code], Long::sum);
      }
    }
  }

  /**
   * The strings that have a place of their own: the most frequent first, equally frequent ones in
   * their own order.
   */
  List<String> vocabulary(Feature.Indexed feature) {
    return counts.getOrDefault(feature.from(), Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue() >= feature.vocabulary().minCount())
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(feature.vocabulary().top())
        .map(Map.Entry::getKey)
        .toList();
  }
}
