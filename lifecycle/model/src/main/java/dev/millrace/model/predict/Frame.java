package dev.millrace.model.predict;

import dev.millrace.model.Column;
import dev.millrace.model.onnx.Tensor;
import java.util.List;

/**
 * The memory that a graph's kernels work in: for every value an array of as many rows as a block
 * has. Used by one thread at a time, for block after block.
 */
final class Frame {

  private static final Column.Strings NO_STRINGS = new Column.Strings(new String[0], new int[0]);

  private final int capacity;
  private final float[][] floats;
  private final double[][] doubles;
  private final long[][] longs;
  private final boolean[][] booleans;
  private final Column.Strings[] strings;
  private final StringLookup.Memory[] lookups;
  private int batchRows;
  private int start;

  /**
   * @param capacity the most rows of a block
   */
  Frame(Layout layout, int capacity) {
    List<Layout.Entry> entries = layout.entries();
    this.capacity = capacity;
    this.floats = new float[entries.size()][];
    this.doubles = new double[entries.size()][];
    this.longs = new long[entries.size()][];
    this.booleans = new boolean[entries.size()][];
    this.strings = new Column.Strings[entries.size()];
    this.lookups = new StringLookup.Memory[layout.lookups()];
    for (int i = 0; i < lookups.length; i++) {
      lookups[i] = new StringLookup.Memory(capacity);
    }
    for (int slot = 0; slot < entries.size(); slot++) {
      Layout.Entry entry = entries.get(slot);
      allocate(slot, entry, entry.once() ? entry.width() : capacity * entry.width());
      int index = slot;
      entry.fill().ifPresent(tensor -> fill(index, tensor));
    }
  }

  private void allocate(int slot, Layout.Entry entry, int size) {
    switch (entry.type()) {
      case FLOAT -> floats[slot] = new float[size];
      case DOUBLE -> doubles[slot] = new double[size];
      case INT64 -> longs[slot] = new long[size];
      case BOOL -> booleans[slot] = new boolean[size];
      case STRING -> strings[slot] = NO_STRINGS;
    }
  }

  /** Writes a constant over and over until the slot is full. */
  void fill(int slot, Tensor tensor) {
    switch (tensor) {
      case Tensor.Floats(var _, float[] values) -> repeat(values, floats[slot], values.length);
      case Tensor.Doubles(var _, double[] values) -> repeat(values, doubles[slot], values.length);
      case Tensor.Longs(var _, long[] values) -> repeat(values, longs[slot], values.length);
      case Tensor.Booleans(var _, boolean[] values) ->
          repeat(values, booleans[slot], values.length);
      case Tensor.Strings _ ->
          throw new IllegalArgumentException("strings are constants of nodes, not of frames");
    }
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the slot's type
  private void repeat(Object values, Object array, int length) {
    int size = java.lang.reflect.Array.getLength(array);
    for (int at = 0; at < size; at += length) {
      System.arraycopy(values, 0, array, at, length);
    }
  }

  /** Turns to a block of a batch. */
  void block(int batchRows, int start) {
    this.batchRows = batchRows;
    this.start = start;
  }

  /** Lets go of what belongs to a batch. */
  void release() {
    for (int slot = 0; slot < strings.length; slot++) {
      strings[slot] = NO_STRINGS;
    }
    for (StringLookup.Memory lookup : lookups) {
      lookup.release();
    }
  }

  int capacity() {
    return capacity;
  }

  int batchRows() {
    return batchRows;
  }

  /** The block's first row in the batch; string columns are read from there. */
  int start() {
    return start;
  }

  float[] floats(int slot) {
    return floats[slot];
  }

  double[] doubles(int slot) {
    return doubles[slot];
  }

  long[] longs(int slot) {
    return longs[slot];
  }

  boolean[] booleans(int slot) {
    return booleans[slot];
  }

  /** The whole batch's column; the block begins at {@link #start}. */
  Column.Strings strings(int slot) {
    return strings[slot];
  }

  void strings(int slot, Column.Strings column) {
    strings[slot] = column;
  }

  StringLookup.Memory lookup(int number) {
    return lookups[number];
  }
}
