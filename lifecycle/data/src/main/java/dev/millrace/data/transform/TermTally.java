package dev.millrace.data.transform;

import dev.millrace.data.statistics.PartialReader;
import dev.millrace.data.statistics.PartialWriter;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** How often each category occurs, and how many rows have none. */
final class TermTally implements Tally {

  private final SequencedMap<String, DataType> columns;
  private final Terms terms;
  private long missing;

  TermTally(SequencedMap<String, DataType> columns) {
    this(columns, new Terms());
  }

  private TermTally(SequencedMap<String, DataType> columns, Terms terms) {
    this.columns = columns;
    this.terms = terms;
  }

  @Override
  public void add(Batch rows) {
    Column.Strings texts = CategoryTexts.of(rows, columns);
    long[] times = new long[texts.dictionary().length];
    for (int code : texts.codes()) {
      if (code < 0) {
        missing++;
      } else {
        times[code]++;
      }
    }
    for (int code = 0; code < times.length; code++) {
      String text = texts.dictionary()[code];
      if (times[code] > 0 && unmistakable(text)) {
        terms.add(text, times[code], times[code]);
      }
    }
  }

  /** A cross of which no text has the separator itself. */
  private boolean unmistakable(String text) {
    return columns.size() == 1 || separators(text) == columns.size() - 1;
  }

  private static int separators(String text) {
    int found = 0;
    int at = text.indexOf(CategoryTexts.SEPARATOR);
    while (at >= 0) {
      found++;
      at = text.indexOf(CategoryTexts.SEPARATOR, at + 1);
    }
    return found;
  }

  @Override
  public void merge(Tally other) {
    TermTally tally = (TermTally) other;
    terms.merge(tally.terms);
    missing += tally.missing;
  }

  /** The most frequent category; empty if no row has one. */
  Optional<String> mostFrequent() {
    return terms.frequent(1, 1).stream().map(Map.Entry::getKey).findFirst();
  }

  /**
   * The categories that have a place of their own, the most frequent first.
   *
   * @param fill what missing ones count as
   */
  List<String> vocabulary(FeatureSpec.Vocabulary wanted, Optional<String> fill) {
    Terms filled = new Terms();
    filled.merge(terms);
    if (missing > 0) {
      fill.ifPresent(text -> filled.add(text, missing, missing));
    }
    return filled.frequent(wanted.minCount(), wanted.top()).stream()
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public byte[] toBytes() {
    PartialWriter to = new PartialWriter().number(missing);
    terms.write(to);
    return to.toByteArray();
  }

  static TermTally read(byte[] kept, SequencedMap<String, DataType> columns) {
    PartialReader from = new PartialReader(kept);
    long missing = from.number();
    TermTally tally = new TermTally(columns, Terms.read(from));
    tally.missing = missing;
    return tally;
  }
}
