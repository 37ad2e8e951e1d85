package dev.millrace.data.statistics;

import dev.millrace.data.scan.Scan;
import dev.millrace.data.scan.StringVector;
import java.util.Arrays;

/** Passes the rows of a scan's chunk on to an accumulator, a column at a time. */
final class ColumnScanner {

  private final Workspace workspace;
  private final StringVector strings = new StringVector();
  private final StringAccumulator hasher;
  private final long[] present = new long[Scan.MOST_ROWS / Long.SIZE];
  private final long[] keys = new long[Scan.MOST_ROWS];

  ColumnScanner(Workspace workspace) {
    this.workspace = workspace;
    this.hasher = new StringAccumulator(workspace);
  }

  static boolean has(long[] present, int row) {
    return ((present[row >>> 6] >>> row) & 1) != 0;
  }

  /** Adds the present chunk's rows of a column. */
  void add(Scan scan, int column, Accumulator to) {
    int rows = scan.rows();
    int values = presence(scan, column);
    to.missing(rows - values);
    switch (to) {
      case NumericAccumulator numeric when numeric.ofDoubles() -> {
        scan.doubles(column, workspace.doubles);
        numeric.addDoubles(workspace.doubles, values < rows ? packDoubles(rows) : rows);
      }
      case NumericAccumulator numeric -> {
        scan.longs(column, workspace.longs);
        numeric.addLongs(workspace.longs, values < rows ? packLongs(rows) : rows);
      }
      case BooleanAccumulator booleans -> {
        scan.booleans(column, workspace.bytes);
        long trues = 0;
        for (int row = 0; row < rows; row++) {
          trues += has(present, row) ? workspace.bytes[row] : 0;
        }
        booleans.add(true, trues);
        booleans.add(false, values - trues);
      }
      case StringAccumulator texts -> {
        scan.strings(column, strings);
        for (int row = 0; row < rows; row++) {
          if (has(present, row)) {
            keys[row] = texts.add(strings, row, 1);
          }
        }
      }
    }
  }

  /** Adds the rows of a column, and counts their values with the labels' classes. */
  void add(Scan scan, int column, Accumulator to, JointCounts joint, int[] labels) {
    add(scan, column, to);
    switch (to) {
      case NumericAccumulator numeric when numeric.ofDoubles() -> doubleKeys(scan, column, keys);
      case NumericAccumulator _ -> longKeys(scan, column, keys);
      case BooleanAccumulator _ -> booleanKeys(scan.rows(), keys);
      case StringAccumulator _ -> {} // They are there already.
    }
    joint.add(keys, present, labels, scan.rows());
  }

  /** Adds each row of a column as often as it says. */
  void add(Scan scan, int column, Accumulator to, long[] times) {
    int rows = scan.rows();
    presence(scan, column);
    read(scan, column, to);
    long missing = 0;
    for (int row = 0; row < rows; row++) {
      if (!has(present, row)) {
        missing += times[row];
        continue;
      }
      switch (to) {
        case NumericAccumulator numeric when numeric.ofDoubles() ->
            numeric.add(workspace.doubles[row], times[row]);
        case NumericAccumulator numeric -> numeric.add(workspace.longs[row], times[row]);
        case BooleanAccumulator booleans -> booleans.add(workspace.bytes[row] != 0, times[row]);
        case StringAccumulator texts -> texts.add(strings, row, times[row]);
      }
    }
    to.missing(missing);
  }

  private void read(Scan scan, int column, Accumulator to) {
    switch (to) {
      case NumericAccumulator numeric when numeric.ofDoubles() ->
          scan.doubles(column, workspace.doubles);
      case NumericAccumulator _ -> scan.longs(column, workspace.longs);
      case BooleanAccumulator _ -> scan.booleans(column, workspace.bytes);
      case StringAccumulator _ -> scan.strings(column, strings);
    }
  }

  /**
   * The keys of a column's values, as {@link KeyNames} has them.
   *
   * @return the words whose bits tell which rows have one; good until the next call
   */
  long[] keys(Scan scan, int column, FeatureSource source, long[] to) {
    presence(scan, column);
    switch (source.type()) {
      case BOOLEAN -> {
        scan.booleans(column, workspace.bytes);
        booleanKeys(scan.rows(), to);
      }
      case NUMBER -> doubleKeys(scan, column, to);
      case INTEGER, TIMESTAMP -> longKeys(scan, column, to);
      case STRING -> {
        scan.strings(column, strings);
        for (int row = 0; row < scan.rows(); row++) {
          to[row] = has(present, row) ? hasher.add(strings, row, 0) : 0;
        }
      }
    }
    return present;
  }

  private void doubleKeys(Scan scan, int column, long[] to) {
    scan.doubles(column, workspace.doubles);
    for (int row = 0; row < scan.rows(); row++) {
      to[row] = KeyNames.key(workspace.doubles[row]);
    }
  }

  private void longKeys(Scan scan, int column, long[] to) {
    scan.longs(column, workspace.longs);
    for (int row = 0; row < scan.rows(); row++) {
      to[row] = KeyNames.key((double) workspace.longs[row]);
    }
  }

  private void booleanKeys(int rows, long[] to) {
    for (int row = 0; row < rows; row++) {
      to[row] = workspace.bytes[row] == 0 ? 0 : KeyNames.key(1);
    }
  }

  /** Reads which rows have a value, as bits; returns how many have. */
  private int presence(Scan scan, int column) {
    int values = scan.presence(column, present);
    if (values == scan.rows()) {
      Arrays.fill(present, -1);
    }
    return values;
  }

  /** Moves the values that are there to the front. */
  private int packDoubles(int rows) {
    double[] values = workspace.doubles;
    int size = 0;
    for (int row = 0; row < rows; row++) {
      values[size] = values[row];
      size += (int) (present[row >>> 6] >>> row) & 1;
    }
    return size;
  }

  private int packLongs(int rows) {
    long[] values = workspace.longs;
    int size = 0;
    for (int row = 0; row < rows; row++) {
      values[size] = values[row];
      size += (int) (present[row >>> 6] >>> row) & 1;
    }
    return size;
  }
}
