package dev.millrace.model.predict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A function of strings. A batch's strings are coded, so it is computed once for each entry of the
 * dictionary, and a row costs an array access; only a dictionary longer than the batch, or strings
 * made by a kernel, are not worth a table.
 */
final class StringTable {

  private final ToIntFunction<String> function;
  private final int number;

  /**
   * @param number of this table in its layout
   */
  StringTable(ToIntFunction<String> function, int number) {
    this.function = function;
    this.number = number;
  }

  /**
   * The place of a string among the keys, or their number where it is none of them.
   *
   * @param keys distinct
   */
  static ToIntFunction<String> places(List<String> keys) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      places.put(keys.get(i), i);
    }
    return string -> {
      Integer place = places.get(string);
      return place == null ? places.size() : place;
    };
  }

  /** What a table keeps in a frame. */
  static final class Memory {
    private final int[] rows;
    private int[] table = new int[0];
    private boolean filled;

    Memory(int capacity) {
      rows = new int[capacity];
    }

    /** An element for each row of a block. */
    int[] rows() {
      return rows;
    }

    /** The next batch has another dictionary. */
    void release() {
      filled = false;
    }
  }

  /**
   * The function of each row's string; a missing row is "". The array is the frame's and good until
   * the next call.
   */
  int[] apply(Frame frame, int slot, int rows) {
    Memory memory = frame.memory(number);
    Texts texts = frame.texts(slot);
    int[] found = memory.rows;
    if (!texts.coded() || texts.dictionary().length > frame.batchRows()) {
      for (int row = 0; row < rows; row++) {
        found[row] = function.applyAsInt(texts.at(row));
      }
      return found;
    }
    int[] table = table(memory, texts.dictionary());
    for (int row = 0; row < rows; row++) {
      int code = texts.code(row);
      found[row] = code < 0 ? function.applyAsInt("") : table[code];
    }
    return found;
  }

  private int[] table(Memory memory, String[] dictionary) {
    if (!memory.filled) {
      if (memory.table.length < dictionary.length) {
        memory.table = new int[dictionary.length];
      }
      for (int i = 0; i < dictionary.length; i++) {
        memory.table[i] = function.applyAsInt(dictionary[i]);
      }
      memory.filled = true;
    }
    return memory.table;
  }
}
