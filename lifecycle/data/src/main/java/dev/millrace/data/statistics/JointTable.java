package dev.millrace.data.statistics;

/**
 * {@link JointCounts} in order.
 *
 * @param values keys, ascending
 * @param valuesDropped low bits that these no longer have
 * @param classes keys of the label, ascending
 * @param classesDropped low bits that these no longer have
 * @param counts by value, the first being that of the rows without one, and then by class
 */
record JointTable(
    long[] values, int valuesDropped, long[] classes, int classesDropped, long[][] counts) {

  long total() {
    long total = 0;
    for (int value = 0; value < counts.length; value++) {
      total += ofValue(value);
    }
    return total;
  }

  long ofValue(int value) {
    long sum = 0;
    for (long count : counts[value]) {
      sum += count;
    }
    return sum;
  }

  long ofClass(int label) {
    long sum = 0;
    for (long[] value : counts) {
      sum += value[label];
    }
    return sum;
  }

  void write(PartialWriter to) {
    to.number(values.length).number(valuesDropped);
    to.number(classes.length).number(classesDropped);
    for (long key : values) {
      to.word(key);
    }
    for (long key : classes) {
      to.word(key);
    }
    for (long[] value : counts) {
      for (long count : value) {
        to.number(count);
      }
    }
  }

  static JointTable read(PartialReader from) {
    long[] values = new long[from.size(JointCounts.MOST_VALUES)];
    int valuesDropped = from.size(Long.SIZE);
    long[] classes = new long[from.size(JointCounts.MOST_CLASSES)];
    int classesDropped = from.size(Long.SIZE);
    for (int i = 0; i < values.length; i++) {
      values[i] = from.word();
    }
    for (int i = 0; i < classes.length; i++) {
      classes[i] = from.word();
    }
    long[][] counts = new long[values.length + 1][classes.length];
    for (long[] value : counts) {
      for (int label = 0; label < classes.length; label++) {
        value[label] = from.number();
      }
    }
    return new JointTable(values, valuesDropped, classes, classesDropped, counts);
  }
}
