package dev.millrace.data.statistics;

import dev.millrace.data.statistics.StringStatistics.Occurrence;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often each string occurs, in bounded memory: exactly as long as there are at most
 * {@link #MOST_VALUES} different ones. Beyond that it is a Misra–Gries summary: the count of the (k
 * + 1)-th most frequent value is taken from all counts, and what is left of k + 1 or more values is
 * of at most k. Every such step takes (k + 1) times as much weight from the rows as it takes from
 * any one count, so no count is too small by more than rows / (k + 1). (P. K. Agarwal and others,
 * "Mergeable summaries", PODS 2012, section 3.)
 */
final class FrequentValues {

  static final int MOST_VALUES = 1 << 14;

  static final Comparator<Occurrence> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Occurrence::count).reversed().thenComparing(Occurrence::value);

  private final Map<String, Long> counts = new HashMap<>();
  private final DistinctHashes distinct = new DistinctHashes();
  private boolean overflowed;
  private long undercount;

  void add(String value, long times) {
    if (counts.merge(value, times, Long::sum) == times && overflowed) {
      distinct.add(value);
    }
    if (counts.size() >= 2 * MOST_VALUES) {
      reduce();
    }
  }

  void add(StringStatistics other) {
    if (!other.exact()) {
      overflow();
      distinct.addAll(other.hashes());
      undercount += other.undercount();
    }
    other.values().forEach(occurrence -> add(occurrence.value(), occurrence.count()));
  }

  private void overflow() {
    if (!overflowed) {
      overflowed = true;
      counts.keySet().forEach(distinct::add);
    }
  }

  /** Leaves at most {@link #MOST_VALUES} values. */
  private void reduce() {
    overflow();
    long taken =
        counts.values().stream()
            .sorted(Comparator.reverseOrder())
            .skip(MOST_VALUES)
            .findFirst()
            .orElse(0L);
    counts.replaceAll((value, count) -> count - taken);
    counts.values().removeIf(count -> count <= 0);
    undercount += taken;
  }

  long undercount() {
    return undercount;
  }

  /** The hashes of all values, the least; empty while all values are counted exactly. */
  List<Long> hashes() {
    return distinct.build();
  }

  List<Occurrence> build() {
    if (counts.size() > MOST_VALUES) {
      reduce();
    }
    return counts.entrySet().stream()
        .map(entry -> new Occurrence(entry.getKey(), entry.getValue()))
        .sorted(MOST_FREQUENT_FIRST)
        .toList();
  }
}
