package dev.millrace.data.transform;

import dev.millrace.data.statistics.PartialReader;
import dev.millrace.data.statistics.PartialWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts with how often they occur and in how many rows, exactly; bounded by refusing more than
 * {@link Limits} allow. Texts that are too long to have a place are not kept.
 */
final class Terms {

  private final Map<String, Count> counts = new HashMap<>();
  private long bytes;

  /** How often a text was seen, and in how many rows. */
  static final class Count {
    private long times;
    private long rows;

    long times() {
      return times;
    }

    long rows() {
      return rows;
    }
  }

  /**
   * @throws Tally.TooMany if that is too many different texts
   */
  void add(String text, long times, long rows) {
    Count count = counts.get(text);
    if (count == null) {
      if (tooLong(text)) {
        return;
      }
      bytes += length(text);
      count = new Count();
      counts.put(text, count);
      refuseTooMany();
    }
    count.times += times;
    count.rows += rows;
  }

  /** Whether a text is longer than any that has a place. */
  static boolean tooLong(String text) {
    int fewestBytes = text.length();
    int mostBytes = 3 * text.length();
    return mostBytes > Limits.LONGEST_TERM
        && (fewestBytes > Limits.LONGEST_TERM || length(text) > Limits.LONGEST_TERM);
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void refuseTooMany() {
    if (counts.size() > Limits.MOST_TERMS || bytes > Limits.MOST_TERM_BYTES) {
      throw new Tally.TooMany(
          "there are more than %,d different ones, or more than %d MiB of them"
              .formatted(Limits.MOST_TERMS, Limits.MOST_TERM_BYTES >> 20),
          "say hash: with a number of buckets in place of a vocabulary, or make fewer of them in"
              + " the select of ingest");
    }
  }

  void merge(Terms other) {
    other.counts.forEach((text, count) -> add(text, count.times, count.rows));
  }

  /** The texts seen at least so often: the most frequent first, equally frequent ones by text. */
  List<Map.Entry<String, Count>> frequent(int least, int most) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue().times >= least)
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().times)
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .toList();
  }

  void write(PartialWriter to) {
    to.number(counts.size());
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                to.bytes(entry.getKey().getBytes(StandardCharsets.UTF_8))
                    .number(entry.getValue().times)
                    .number(entry.getValue().rows));
  }

  static Terms read(PartialReader from) {
    Terms terms = new Terms();
    int size = from.size(Limits.MOST_TERMS);
    for (int i = 0; i < size; i++) {
      terms.add(new String(from.bytes(), StandardCharsets.UTF_8), from.number(), from.number());
    }
    return terms;
  }
}
