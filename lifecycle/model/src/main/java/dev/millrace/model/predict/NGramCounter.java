package dev.millrace.model.predict;

import dev.millrace.model.onnx.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Counts n-grams in one pass over a row's words. The pool is a tree: a node is a sequence of words
 * that an n-gram begins with, a child one word more. While words go by, the sequences that end at
 * the last of them are kept open, one for each length; the next word leads each to its child or
 * closes it. So a word costs as many steps as the longest n-gram has, and nothing is allocated but
 * what hands words on.
 */
final class NGramCounter {

  private static final long CLOSED = -1;
  private static final long ROOT = 0;

  /** What the counts become. */
  enum Mode {
    /** They stay counts. */
    TF,
    /** The weight where there is any. */
    IDF,
    /** Count times weight. */
    TFIDF
  }

  private final WordIndex words;
  private final LongLookup children;
  private final int[] columns; // of each node, or −1 where no n-gram that counts ends
  private final int longest;
  private final Mode mode;
  private final float[] weights;

  /**
   * @param tree of the n-grams
   * @param weights one for each column
   */
  NGramCounter(NGramTree tree, Mode mode, float[] weights) {
    this.words = new WordIndex(tree.words());
    this.children = new LongLookup(tree.edges());
    this.columns = tree.columns();
    this.longest = tree.longest();
    this.mode = mode;
    this.weights = weights;
  }

  /**
   * The n-grams as a tree. Node 0 is the root; node i + 1 is what edge i leads to.
   *
   * @param words all that there are
   * @param edges from which node (high half) by which word (low half)
   * @param columns where each node is counted, or −1
   * @param longest words of an n-gram
   */
  record NGramTree(List<String> words, long[] edges, int[] columns, int longest) {}

  /** The edge from a node by a word. */
  static long edge(long node, int word) {
    return (node << Integer.SIZE) | word;
  }

  /** Integers of memory that counting needs. */
  int memory() {
    return longest + 1;
  }

  /** Of the counts. */
  Shape shape() {
    return new Shape.Matrix(weights.length);
  }

  /**
   * Writes the counts of each row.
   *
   * @param open room for {@link #memory} integers
   * @param counts row after row
   */
  void count(Texts texts, StringSplitter splitter, int rows, long[] open, float[] counts) {
    int width = weights.length;
    Arrays.fill(counts, 0, rows * width, 0);
    for (int row = 0; row < rows; row++) {
      Arrays.fill(open, CLOSED);
      open[0] = ROOT;
      int offset = row * width;
      splitter.split(
          texts.at(row),
          (text, from, to) -> next(words.find(text, from, to), open, counts, offset));
      weigh(counts, offset);
    }
  }

  private void next(int word, long[] open, float[] counts, int offset) {
    for (int length = longest; length > 0; length--) {
      long node = child(open[length - 1], word);
      open[length] = node;
      if (node != CLOSED && columns[(int) node] >= 0) {
        counts[offset + columns[(int) node]]++;
      }
    }
  }

  private long child(long node, int word) {
    if (node == CLOSED || word < 0) {
      return CLOSED;
    }
    int edge = children.find(edge(node, word));
    return edge == columns.length - 1 ? CLOSED : edge + 1;
  }

  private void weigh(float[] counts, int offset) {
    switch (mode) {
      case TF -> {}
      case IDF -> {
        for (int column = 0; column < weights.length; column++) {
          counts[offset + column] = counts[offset + column] > 0 ? weights[column] : 0;
        }
      }
      case TFIDF -> {
        for (int column = 0; column < weights.length; column++) {
          counts[offset + column] *= weights[column];
        }
      }
    }
  }
}
