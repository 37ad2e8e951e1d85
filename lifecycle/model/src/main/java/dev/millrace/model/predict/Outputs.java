package dev.millrace.model.predict;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** From frames to the columns of the answer. */
final class Outputs {

  private final List<Program.Output> outputs;
  private final int rows;
  private final Column[] columns;

  Outputs(List<Program.Output> outputs, int rows) {
    this.outputs = outputs;
    this.rows = rows;
    this.columns = new Column[outputs.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = allocate(outputs.get(i), rows);
    }
  }

  private static Column allocate(Program.Output output, int rows) {
    return switch (output.field().type()) {
      case BOOLEAN -> new Column.Booleans(new boolean[rows], null);
      case INTEGER, TIMESTAMP -> new Column.Longs(new long[rows], null);
      case NUMBER ->
          new Column.Doubles(
              new double[rows], output.field().nullable() ? new boolean[rows] : null);
      case STRING -> strings(rows);
    };
  }

  /** Takes the block's rows from the frame. */
  void store(Frame frame, int count) {
    int start = frame.start();
    for (int i = 0; i < columns.length; i++) {
      int slot = outputs.get(i).values().index();
      switch (columns[i]) {
        case Column.Booleans c ->
            System.arraycopy(frame.booleans(slot), 0, c.values(), start, count);
        case Column.Longs c -> System.arraycopy(frame.longs(slot), 0, c.values(), start, count);
        case Column.Doubles c -> store(outputs.get(i), frame, c, count);
        case Column.Strings c -> store(frame.texts(slot), c, start, count);
      }
    }
  }

  /** Each row has an entry of its own, so that threads that store rows share nothing. */
  private static Column.Strings strings(int rows) {
    int[] codes = new int[rows];
    Arrays.setAll(codes, row -> row);
    return new Column.Strings(new String[rows], codes);
  }

  private static void store(Texts texts, Column.Strings to, int start, int count) {
    for (int row = 0; row < count; row++) {
      to.dictionary()[start + row] = texts.at(row);
    }
  }

  private static void store(Program.Output output, Frame frame, Column.Doubles to, int count) {
    int start = frame.start();
    int slot = output.values().index();
    double[] values = to.values();
    boolean[] present = to.present();
    float[] floats = frame.floats(slot);
    double[] doubles = frame.doubles(slot);
    for (int row = 0; row < count; row++) {
      double value = floats != null ? floats[row] : doubles[row];
      if (present != null) {
        present[start + row] = !Double.isNaN(value);
        value = Double.isNaN(value) ? 0 : value;
      }
      values[start + row] = value;
    }
  }

  Batch batch() {
    SequencedMap<String, Column> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      named.put(outputs.get(i).field().name(), columns[i]);
    }
    return new Batch(rows, named);
  }
}
