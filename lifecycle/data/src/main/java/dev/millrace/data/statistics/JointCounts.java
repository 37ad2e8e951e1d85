package dev.millrace.data.statistics;

import org.jspecify.annotations.Nullable;

/**
 * How often each value of a feature comes with each class of the label. Both are counted as they
 * are as long as there are at most {@link #MOST_VALUES} and {@link #MOST_CLASSES}; beyond, keys
 * lose low bits as {@link CoarseKeys} says: numbers those of their mantissas and then of their
 * exponents, strings those of a hash. Coarser keys can hide a relation but never make one up. (T.
 * M. Cover and J. A. Thomas, "Elements of Information Theory", 2.8: the data-processing
 * inequality.)
 */
final class JointCounts {

  static final int MOST_VALUES = 256;
  static final int MOST_CLASSES = 32;

  /** What a class array holds for a row without a label. */
  static final int NO_CLASS = -1;

  private final CoarseKeys values = new CoarseKeys(MOST_VALUES);
  private final CoarseKeys classes;

  /** By value, and then by class; the first row is that of the rows without a value. */
  private long[] counts = new long[(MOST_VALUES + 2) * MOST_CLASSES];

  /**
   * @param classes of the label, which several features may share; whoever adds to them calls
   *     {@link #renumberClasses}
   */
  JointCounts(CoarseKeys classes) {
    this.classes = classes;
  }

  /** Adds rows, each with the class of its label; bits of the words tell which have a value. */
  void add(long[] keys, long @Nullable [] present, int[] labels, int rows) {
    for (int row = 0; row < rows; row++) {
      if (labels[row] != NO_CLASS) {
        boolean there = present == null || ((present[row >>> 6] >>> row) & 1) != 0;
        int value = there ? 1 + number(keys[row]) : 0;
        counts[at(value, labels[row])]++;
      }
    }
  }

  private int number(long key) {
    int number = values.number(key);
    renumberValues();
    return number;
  }

  private void renumberValues() {
    int[] numbers = values.renumbered();
    if (numbers != null) {
      long[] old = counts;
      counts = new long[old.length];
      System.arraycopy(old, 0, counts, 0, MOST_CLASSES);
      for (int value = 0; value < numbers.length; value++) {
        for (int label = 0; label < MOST_CLASSES; label++) {
          counts[at(1 + numbers[value], label)] += old[at(1 + value, label)];
        }
      }
    }
  }

  private static int at(int value, int label) {
    return value * MOST_CLASSES + label;
  }

  /** Moves counts to classes' new numbers. */
  void renumberClasses(int[] numbers) {
    long[] old = counts;
    counts = new long[old.length];
    for (int at = 0; at < old.length; at++) {
      if (old[at] > 0) {
        counts[at - at % MOST_CLASSES + numbers[at % MOST_CLASSES]] += old[at];
      }
    }
  }

  /** Adds what was counted elsewhere; the classes must be this one's alone. */
  void merge(JointCounts other) {
    classes.dropTo(other.classes.dropped());
    for (int label = 0; label < other.classes.size(); label++) {
      classes.number(other.classes.key(label));
    }
    int[] moved = classes.renumbered();
    if (moved != null) {
      renumberClasses(moved);
    }
    values.dropTo(other.values.dropped());
    renumberValues();
    for (int value = 0; value <= other.values.size(); value++) {
      int to = value == 0 ? 0 : 1 + number(other.values.key(value - 1));
      for (int label = 0; label < other.classes.size(); label++) {
        int here = classes.number(other.classes.key(label));
        counts[at(to, here)] += other.counts[at(value, label)];
      }
    }
  }

  /** The counts as a table whose order is that of the keys. */
  JointTable build() {
    int[] byValue = values.sorted();
    int[] byClass = classes.sorted();
    long[][] table = new long[byValue.length + 1][byClass.length];
    for (int value = 0; value < table.length; value++) {
      int from = value == 0 ? 0 : 1 + byValue[value - 1];
      for (int label = 0; label < byClass.length; label++) {
        table[value][label] = counts[at(from, byClass[label])];
      }
    }
    return new JointTable(
        keys(values, byValue), values.dropped(), keys(classes, byClass), classes.dropped(), table);
  }

  private static long[] keys(CoarseKeys keys, int[] order) {
    long[] sorted = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = keys.key(order[i]);
    }
    return sorted;
  }

  void write(PartialWriter to) {
    build().write(to);
  }

  static JointCounts read(PartialReader from) {
    return of(JointTable.read(from));
  }

  private static JointCounts of(JointTable table) {
    JointCounts joint = new JointCounts(new CoarseKeys(MOST_CLASSES));
    joint.classes.dropTo(table.classesDropped());
    joint.values.dropTo(table.valuesDropped());
    joint.classes.renumbered();
    joint.values.renumbered();
    for (int label = 0; label < table.classes().length; label++) {
      joint.classes.number(table.classes()[label]);
    }
    for (int value = 0; value < table.counts().length; value++) {
      int row = value == 0 ? 0 : 1 + joint.values.number(table.values()[value - 1]);
      System.arraycopy(table.counts()[value], 0, joint.counts, at(row, 0), table.classes().length);
    }
    return joint;
  }
}
