package dev.millrace.model.predict;

import dev.millrace.model.Column;
import java.util.Arrays;

/**
 * The strings of a block's rows, in one slot of a frame: either a part of a batch's coded column,
 * or what a kernel or a constant wrote for each row.
 */
final class Texts {

  private static final String[] NONE = new String[0];
  private static final int[] NO_CODES = new int[0];

  private final int capacity;
  private String[] dictionary = NONE;
  private int[] codes = NO_CODES;
  private int start;
  private boolean coded;
  private String[] written = NONE;
  private int used;

  Texts(int capacity) {
    this.capacity = capacity;
  }

  /** Turns to the rows of a batch's column from start on. */
  void read(Column.Strings column, int start) {
    this.dictionary = column.dictionary();
    this.codes = column.codes();
    this.start = start;
    this.coded = true;
  }

  /** Where a kernel writes the string of each of so many rows. */
  String[] write(int rows) {
    if (written.length == 0) {
      written = new String[capacity];
    }
    used = Math.max(used, rows);
    return written;
  }

  /** Writes a constant over and over, for good. */
  void fill(String[] values) {
    String[] to = write(capacity);
    for (int i = 0; i < capacity; i++) {
      to[i] = values[i % values.length];
    }
  }

  /** The string of a row of the block; a missing one is "". */
  String at(int row) {
    if (!coded) {
      return written[row];
    }
    int code = codes[start + row];
    return code < 0 ? "" : dictionary[code];
  }

  /** The code of a row of the block, negative where it is missing; only of a {@link #coded} one. */
  int code(int row) {
    return codes[start + row];
  }

  /** Whether the strings are those of a dictionary that the whole batch has. */
  boolean coded() {
    return coded;
  }

  String[] dictionary() {
    return dictionary;
  }

  /** Lets go of what belongs to a batch. */
  void release() {
    dictionary = NONE;
    codes = NO_CODES;
    coded = false;
    Arrays.fill(written, 0, used, "");
    used = 0;
  }
}
