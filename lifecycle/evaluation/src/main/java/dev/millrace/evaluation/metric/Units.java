package dev.millrace.evaluation.metric;

import org.jspecify.annotations.Nullable;

/**
 * What is drawn as one when rows are drawn again.
 *
 * @param ofRow the number of each row's unit; null where each row is its own
 */
record Units(int @Nullable [] ofRow) {

  static final Units ROWS = new Units(null);

  int of(int row) {
    return ofRow == null ? row : ofRow[row];
  }
}
