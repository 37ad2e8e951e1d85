package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The sequences of words that are counted, one a column.
 *
 * @param grams each of one or more words that follow each other; distinct, shorter ones first. No
 *     word is "", which would also count the padding of short rows
 * @param weights by which the counts are multiplied, one for each gram; none where they are counts
 */
public record NGrams(List<List<String>> grams, List<Float> weights) {

  /** Of one n-gram: counting takes a step for each of them at every word of a row. */
  public static final int MOST_WORDS = 100;

  /**
   * @throws IllegalArgumentException if they are not as described
   */
  public NGrams {
    grams = grams.stream().map(List::copyOf).toList();
    weights = List.copyOf(weights);
    require(!grams.isEmpty(), "no n-gram to count");
    require(weights.isEmpty() || weights.size() == grams.size(), "not one weight for each n-gram");
    int length = 1;
    for (List<String> gram : grams) {
      require(gram.size() >= length, "n-gram " + gram + " is shorter than the one before it");
      require(!gram.contains(""), "n-gram " + gram + " has the empty string as a word");
      length = gram.size();
    }
    require(length <= MOST_WORDS, "an n-gram has more than " + MOST_WORDS + " words");
    require(new HashSet<>(grams).size() == grams.size(), "an n-gram is there twice");
  }

  /** Words of the longest. */
  public int longest() {
    return grams.getLast().size();
  }

  /** Words of the shortest. */
  public int shortest() {
    return grams.getFirst().size();
  }

  /** As TfIdfVectorizer takes them: all words one after the other, and where each length begins. */
  List<AttributeProto> attributes() {
    List<String> pool = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> columns = new ArrayList<>();
    for (List<String> gram : grams) {
      while (starts.size() < gram.size()) {
        starts.add((long) pool.size());
      }
      columns.add((long) columns.size());
      pool.addAll(gram);
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Protos.attribute("max_gram_length", longest()));
    attributes.add(Protos.attribute("max_skip_count", 0));
    attributes.add(Protos.attribute("min_gram_length", shortest()));
    attributes.add(Protos.attribute("mode", weights.isEmpty() ? "TF" : "TFIDF"));
    attributes.add(Protos.integers("ngram_counts", starts));
    attributes.add(Protos.integers("ngram_indexes", columns));
    attributes.add(Protos.strings("pool_strings", pool));
    if (!weights.isEmpty()) {
      attributes.add(Protos.floats("weights", weights));
    }
    return attributes;
  }

  private static void require(boolean condition, String wrong) {
    if (!condition) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
