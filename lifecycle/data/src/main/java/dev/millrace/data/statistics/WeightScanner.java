package dev.millrace.data.statistics;

import dev.millrace.core.error.UserError;
import dev.millrace.data.scan.Scan;

/** Reads the weights of a scan's rows as whole units. */
final class WeightScanner {

  /** So many rows of a chunk, of this weight at most each, stay within a long for many chunks. */
  private static final double MOST = 0x1p32;

  private final FeatureSource weight;
  private final long[] present = new long[Scan.MOST_ROWS / Long.SIZE];
  private final double[] weights = new double[Scan.MOST_ROWS];
  private final long[] units = new long[Scan.MOST_ROWS];

  WeightScanner(FeatureSource weight) {
    this.weight = weight;
  }

  long[] units() {
    return units;
  }

  /**
   * Reads the present chunk.
   *
   * @throws UserError if a row has no weight, or one that is none
   */
  void read(Scan scan, int column) {
    scan.doubles(column, weights);
    int given = scan.presence(column, present);
    for (int row = 0; row < scan.rows(); row++) {
      boolean there = given == scan.rows() || ColumnScanner.has(present, row);
      if (!there || !(weights[row] >= 0 && weights[row] <= MOST)) {
        throw UserError.failure(
                "a row has the weight "
                    + (there ? weights[row] : "null")
                    + " in column '"
                    + weight.name()
                    + "'; a weight is a number from 0 to 2^32")
            .hint("leave such rows out with a select, or name another column");
      }
      units[row] = Math.round(weights[row] / Weighted.UNIT);
    }
  }
}
