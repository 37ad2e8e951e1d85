package dev.millrace.model.predict;

import dev.millrace.model.onnx.Attributes;
import dev.millrace.model.onnx.NGrams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the n-grams of a TfIdfVectorizer. */
final class NGramReader {

  static final String[] ATTRIBUTES = {
    "max_gram_length",
    "max_skip_count",
    "min_gram_length",
    "mode",
    "ngram_counts",
    "ngram_indexes",
    "pool_strings",
    "weights"
  };

  private final Call call;
  private final int shortest;
  private final int longest;
  private final String[] pool;
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<Long, Integer> nodes = new HashMap<>();
  private final List<Long> edges = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>(List.of(-1));

  private NGramReader(Call call) {
    Attributes attributes = call.attributes();
    this.call = call;
    this.pool = attributes.texts("pool_strings");
    long least = attributes.integer("min_gram_length", 0);
    long most = attributes.integer("max_gram_length", 0);
    if (least < 1 || most < least || most > attributes.integers("ngram_counts").length) {
      throw call.wrong("its n-grams have from " + least + " to " + most + " words");
    }
    if (most > NGrams.MOST_WORDS) {
      throw call.unsupported("n-grams of more than " + NGrams.MOST_WORDS + " words");
    }
    if (attributes.integer("max_skip_count", 0) != 0) {
      throw call.unsupported("n-grams that skip words");
    }
    if (pool.length == 0) {
      throw call.unsupported("no pool of strings");
    }
    this.shortest = (int) least;
    this.longest = (int) most;
  }

  static NGramCounter read(Call call) {
    return new NGramReader(call).counter();
  }

  private NGramCounter counter() {
    int grams = addAll(call.attributes().integers("ngram_counts"));
    long[] indexes = call.attributes().integers("ngram_indexes");
    if (indexes.length != grams) {
      throw call.wrong("it has " + grams + " n-grams and columns for " + indexes.length);
    }
    for (int i = 0; i < indexes.length; i++) {
      if (indexes[i] != i) {
        throw call.unsupported("n-grams in another order than their columns");
      }
    }
    String[] byPlace = new String[words.size()];
    words.forEach((word, place) -> byPlace[place] = word);
    NGramCounter.NGramTree tree =
        new NGramCounter.NGramTree(
            List.of(byPlace),
            edges.stream().mapToLong(Long::longValue).toArray(),
            columns.stream().mapToInt(Integer::intValue).toArray(),
            longest);
    return new NGramCounter(tree, mode(), weights(grams));
  }

  private NGramCounter.Mode mode() {
    String mode = call.attributes().text("mode", "");
    return Arrays.stream(NGramCounter.Mode.values())
        .filter(known -> known.name().equals(mode))
        .findFirst()
        .orElseThrow(() -> call.wrong("it has the mode '" + mode + "'"));
  }

  private float[] weights(int grams) {
    float[] weights = call.attributes().numbers("weights");
    if (weights.length == 0) {
      weights = new float[grams];
      Arrays.fill(weights, 1);
    }
    if (weights.length != grams) {
      throw call.wrong("it has " + grams + " n-grams and " + weights.length + " weights");
    }
    return weights;
  }

  /** Adds the pool's n-grams, each length from where it begins, and says how many there are. */
  private int addAll(long[] starts) {
    int grams = 0;
    for (int i = 0; i < starts.length; i++) {
      int length = i + 1;
      long end = length < starts.length ? starts[length] : pool.length;
      if ((i == 0 && starts[i] != 0) || end < starts[i] || end > pool.length) {
        throw call.wrong("its n-grams of " + length + " words end outside its pool");
      }
      if ((end - starts[i]) % length != 0) {
        throw call.wrong("its last n-gram of " + length + " words is cut off");
      }
      for (int at = (int) starts[i]; at < end; at += length) {
        if (length >= shortest && length <= longest) {
          add(at, length, grams);
        }
        grams++;
      }
    }
    return grams;
  }

  private void add(int from, int length, int column) {
    int node = 0;
    for (String word : Arrays.asList(pool).subList(from, from + length)) {
      if (word.isEmpty()) {
        throw call.unsupported("an n-gram of the empty string, which also pads short rows");
      }
      node = child(node, words.computeIfAbsent(word, _ -> words.size()));
    }
    if (columns.get(node) >= 0) {
      throw call.wrong("it has the n-gram of column " + columns.get(node) + " twice");
    }
    columns.set(node, column);
  }

  private int child(int node, int word) {
    long edge = NGramCounter.edge(node, word);
    return nodes.computeIfAbsent(
        edge,
        key -> {
          edges.add(key);
          columns.add(-1);
          return edges.size();
        });
  }
}
