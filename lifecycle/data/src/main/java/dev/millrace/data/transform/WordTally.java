package dev.millrace.data.transform;

import dev.millrace.data.statistics.PartialReader;
import dev.millrace.data.statistics.PartialWriter;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often some words in a row occur, in how many texts, and how many texts there are. */
final class WordTally implements Tally {

  private final WordAnalyzer wanted;
  private final Terms terms;
  private long texts;

  WordTally(WordAnalyzer wanted) {
    this(wanted, new Terms());
  }

  private WordTally(WordAnalyzer wanted, Terms terms) {
    this.wanted = wanted;
    this.terms = terms;
  }

  @Override
  public void add(Batch rows) {
    if (!(rows.column(wanted.column()) instanceof Column.Strings strings)) {
      throw new IllegalArgumentException("'" + wanted.column() + "' does not hold strings");
    }
    long[] times = new long[strings.dictionary().length];
    long missing = 0;
    for (int code : strings.codes()) {
      if (code < 0) {
        missing++;
      } else {
        times[code]++;
      }
    }
    for (int code = 0; code < times.length; code++) {
      add(strings.dictionary()[code], times[code]);
    }
    if (wanted.fill().isPresent()) {
      add(wanted.fill().get(), missing);
    }
  }

  /** Adds a text that so many rows have. */
  private void add(String text, long rows) {
    if (rows == 0) {
      return;
    }
    texts += rows;
    List<String> words = WordSplit.words(text);
    Map<String, Long> inText = new HashMap<>();
    for (int length = wanted.ngrams().getFirst(); length <= wanted.ngrams().getLast(); length++) {
      for (int from = 0; from + length <= words.size(); from++) {
        inText.merge(String.join(" ", words.subList(from, from + length)), 1L, Long::sum);
      }
    }
    inText.forEach((ngram, times) -> terms.add(ngram, times * rows, rows));
  }

  @Override
  public void merge(Tally other) {
    WordTally tally = (WordTally) other;
    terms.merge(tally.terms);
    texts += tally.texts;
  }

  /**
   * Some words in a row that have an output, joined by spaces.
   *
   * @param weight what an occurrence counts
   */
  record Ngram(String words, double weight) {}

  /** Those that have an output: shorter ones first, of equal length the most frequent. */
  List<Ngram> ngrams(FeatureSpec.Words spec) {
    return terms.frequent(spec.minCount(), spec.top()).stream()
        .sorted(
            Comparator.comparingLong(entry -> entry.getKey().chars().filter(c -> c == ' ').count()))
        .map(entry -> new Ngram(entry.getKey(), weight(spec.weight(), entry.getValue().rows())))
        .toList();
  }

  private double weight(FeatureSpec.Weight weight, long rows) {
    return switch (weight) {
      case COUNT, PRESENCE -> 1;
      case TF_IDF -> StrictMath.log((1.0 + texts) / (1.0 + rows)) + 1;
    };
  }

  @Override
  public byte[] toBytes() {
    PartialWriter to = new PartialWriter().number(texts);
    terms.write(to);
    return to.toByteArray();
  }

  static WordTally read(byte[] kept, WordAnalyzer wanted) {
    PartialReader from = new PartialReader(kept);
    long texts = from.number();
    WordTally tally = new WordTally(wanted, Terms.read(from));
    tally.texts = texts;
    return tally;
  }
}
