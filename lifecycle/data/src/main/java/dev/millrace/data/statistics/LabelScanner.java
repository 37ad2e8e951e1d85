package dev.millrace.data.statistics;

import dev.millrace.data.scan.Scan;
import java.util.List;

/** Reads the label's column of a scan as the numbers of its classes. */
final class LabelScanner {

  private final FeatureSource label;
  private final ColumnScanner columns;
  private final CoarseKeys classes = new CoarseKeys(JointCounts.MOST_CLASSES);
  private final long[] keys = new long[Scan.MOST_ROWS];
  private final int[] numbers = new int[Scan.MOST_ROWS];

  LabelScanner(FeatureSource label, ColumnScanner columns) {
    this.label = label;
    this.columns = columns;
  }

  CoarseKeys classes() {
    return classes;
  }

  /** The class of each row of the present chunk. */
  int[] numbers() {
    return numbers;
  }

  /** Reads the present chunk; counts whose classes have got new numbers by it are told. */
  void read(Scan scan, int column, List<FeatureCounts> counts) {
    long[] present = columns.keys(scan, column, label, keys);
    for (int row = 0; row < scan.rows(); row++) {
      if (ColumnScanner.has(present, row)) {
        classes.number(keys[row]);
      }
    }
    int[] moved = classes.renumbered();
    if (moved != null) {
      counts.forEach(each -> each.joint().ifPresent(joint -> joint.renumberClasses(moved)));
    }
    for (int row = 0; row < scan.rows(); row++) {
      numbers[row] =
          ColumnScanner.has(present, row) ? classes.number(keys[row]) : JointCounts.NO_CLASS;
    }
  }
}
