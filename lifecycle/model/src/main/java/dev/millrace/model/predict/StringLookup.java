package dev.millrace.model.predict;

import dev.millrace.model.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds strings in a vocabulary. A batch's strings are coded, so its dictionary is looked up once
 * and each row costs an array access; only a dictionary longer than the batch is not worth it.
 */
final class StringLookup {

  private final Map<String, Integer> positions = new HashMap<>();
  private final int number;

  /**
   * @param keys distinct
   * @param number of this lookup in its layout
   */
  StringLookup(List<String> keys, int number) {
    this.number = number;
    for (int i = 0; i < keys.size(); i++) {
      positions.put(keys.get(i), i);
    }
  }

  /** What a lookup keeps in a frame. */
  static final class Memory {
    private final int[] rows;
    private int[] table = new int[0];
    private boolean filled;

    Memory(int capacity) {
      rows = new int[capacity];
    }

    /** The next batch has another dictionary. */
    void release() {
      filled = false;
    }
  }

  /**
   * The place of each row's string among the keys, or their number where it is none of them; a
   * missing row is "". The array is the frame's and good until the next call.
   */
  int[] find(Frame frame, Column.Strings column, int rows) {
    Memory memory = frame.lookup(number);
    int[] codes = column.codes();
    String[] dictionary = column.dictionary();
    int[] table = dictionary.length <= frame.batchRows() ? table(memory, dictionary) : null;
    int[] found = memory.rows;
    for (int row = 0, at = frame.start(); row < rows; row++, at++) {
      int code = codes[at];
      found[row] = code < 0 ? find("") : table == null ? find(dictionary[code]) : table[code];
    }
    return found;
  }

  private int[] table(Memory memory, String[] dictionary) {
    if (!memory.filled) {
      if (memory.table.length < dictionary.length) {
        memory.table = new int[dictionary.length];
      }
      for (int i = 0; i < dictionary.length; i++) {
        memory.table[i] = find(dictionary[i]);
      }
      memory.filled = true;
    }
    return memory.table;
  }

  private int find(String string) {
    Integer position = positions.get(string);
    return position == null ? positions.size() : position;
  }
}
