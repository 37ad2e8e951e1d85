package dev.millrace.model.predict;

import dev.millrace.model.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that a graph's kernels work in: for every value an array of as many rows as a block
 * has. Used by one thread at a time, for block after block.
 */
final class Frame {

  private final int capacity;
  private final float[][] floats;
  private final double[][] doubles;
  private final long[][] longs;
  private final boolean[][] booleans;
  private final Texts[] texts;
  private final List<Texts> ofBatch = new ArrayList<>();
  private final StringTable.Memory[] tables;
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
    this.texts = new Texts[entries.size()];
    this.tables = new StringTable.Memory[layout.tables()];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new StringTable.Memory(capacity);
    }
    for (int slot = 0; slot < entries.size(); slot++) {
      Layout.Entry entry = entries.get(slot);
      allocate(slot, entry, entry.once() ? entry.width() : capacity * entry.width());
      if (texts[slot] != null && entry.fill().isEmpty()) {
        ofBatch.add(texts[slot]);
      }
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
      case STRING -> texts[slot] = new Texts(size);
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
      case Tensor.Strings(var _, String[] values) -> texts[slot].fill(values);
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
    ofBatch.forEach(Texts::release);
    for (StringTable.Memory table : tables) {
      table.release();
    }
  }

  int capacity() {
    return capacity;
  }

  int batchRows() {
    return batchRows;
  }

  /** The block's first row in the batch. */
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

  Texts texts(int slot) {
    return texts[slot];
  }

  StringTable.Memory memory(int number) {
    return tables[number];
  }
}
