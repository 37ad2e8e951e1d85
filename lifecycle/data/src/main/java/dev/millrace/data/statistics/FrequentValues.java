package dev.millrace.data.statistics;

import dev.millrace.data.statistics.StringStatistics.Occurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts how often each string occurs, in bounded memory: exactly as long as there are at most
 * {@link #MOST_VALUES} different ones. Beyond that it is a Misra–Gries summary: the count of the (k
 * + 1)-th most frequent value is taken from all counts, and what is left of k + 1 or more values is
 * of at most k. Every such step takes (k + 1) times as much weight from the rows as it takes from
 * any one count, so no count is too small by more than rows / (k + 1). (P. K. Agarwal and others,
 * "Mergeable summaries", PODS 2012, section 3.)
 *
 * <p>Strings are kept in a {@link TextTable}. Of one longer than {@link TextTable#KEPT} bytes only
 * the beginning is kept, beside its length and a hash of all of it, which tell it from others.
 */
final class FrequentValues {

  static final int MOST_VALUES = 1 << 14;

  static final Comparator<Occurrence> MOST_FREQUENT_FIRST =
      (one, other) ->
          one.count() != other.count()
              ? Long.compare(other.count(), one.count())
              : one.value().compareTo(other.value());

  private TextTable table = new TextTable();
  private final DistinctHashes distinct = new DistinctHashes();
  private boolean overflowed;
  private long undercount;

  /** Where a string is looked up and, if it is new, put; its index is good until the next call. */
  TextTable table() {
    return table;
  }

  /** To be called before a string is added, with its hash. */
  void seen(long hash) {
    if (overflowed) {
      distinct.add(hash);
    }
    if (table.size() >= 2 * MOST_VALUES) {
      reduce();
    }
  }

  void merge(FrequentValues other) {
    if (other.overflowed) {
      overflow();
      distinct.add(other.distinct);
      undercount += other.undercount;
    }
    for (int i = 0; i < other.table.size(); i++) {
      seen(other.table.hash(i));
      table.add(other.table, i);
    }
  }

  void merge(PartialReader other) {
    if (other.size(1) == 1) {
      overflow();
    }
    undercount += other.number();
    distinct.add(other);
    TextEntry entry = new TextEntry();
    int size = other.size(MOST_VALUES);
    table.expect(size);
    for (int i = 0; i < size; i++) {
      entry.read(other);
      seen(entry.hash());
      table.add(entry);
    }
  }

  private void overflow() {
    if (!overflowed) {
      overflowed = true;
      for (int i = 0; i < table.size(); i++) {
        distinct.add(table.hash(i));
      }
    }
  }

  /** Leaves at most {@link #MOST_VALUES} values. */
  private void reduce() {
    overflow();
    long[] counts = table.counts();
    Arrays.sort(counts);
    long taken = counts[counts.length - 1 - MOST_VALUES];
    table = table.without(taken);
    undercount += taken;
  }

  private void settle() {
    if (table.size() > MOST_VALUES) {
      reduce();
    }
  }

  long undercount() {
    return undercount;
  }

  Distinct distinct() {
    return overflowed ? distinct.build() : new Distinct(table.size(), true);
  }

  List<Occurrence> build() {
    settle();
    List<Occurrence> occurrences = new ArrayList<>(table.size());
    for (int i = 0; i < table.size(); i++) {
      occurrences.add(new Occurrence(table.text(i), table.count(i)));
    }
    occurrences.sort(MOST_FREQUENT_FIRST);
    return occurrences;
  }

  /** Listed values of which only the beginning is kept. */
  long shortened() {
    long shortened = 0;
    for (int i = 0; i < table.size(); i++) {
      shortened += table.length(i) > TextTable.KEPT ? 1 : 0;
    }
    return shortened;
  }

  void write(PartialWriter to) {
    settle();
    to.number(overflowed ? 1 : 0).number(undercount);
    distinct.write(to);
    table.write(to);
  }
}
