package dev.millrace.model.predict;

import java.util.List;

/** Finds words where they stand within longer strings, without cutting them out. */
final class WordIndex {

  private final String[] words;
  private final int[] cells; // the place of a word plus one, or 0

  /**
   * @param words distinct
   */
  WordIndex(List<String> words) {
    this.words = words.toArray(String[]::new);
    this.cells = new int[Integer.highestOneBit(Math.max(1, this.words.length)) * 4];
    for (int place = 0; place < this.words.length; place++) {
      String word = this.words[place];
      int cell = cell(word, 0, word.length());
      while (cells[cell] != 0) {
        cell = (cell + 1) & (cells.length - 1);
      }
      cells[cell] = place + 1;
    }
  }

  /** The place of the word that is the text's part, or −1. */
  int find(String text, int from, int to) {
    int cell = cell(text, from, to);
    while (cells[cell] != 0) {
      String word = words[cells[cell] - 1];
      if (word.length() == to - from && text.startsWith(word, from)) {
        return cells[cell] - 1;
      }
      cell = (cell + 1) & (cells.length - 1);
    }
    return -1;
  }

  private int cell(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash ^ (hash >>> 16)) & (cells.length - 1);
  }
}
