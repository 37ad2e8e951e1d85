package dev.millrace.data.statistics;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;

/**
 * Counts one feature: a monoid. A new one is empty, {@code add} takes rows, {@code merge} takes
 * what another has counted. What comes out depends on the rows alone, never on their order, on how
 * they were cut into parts or in which order these were merged; only the counts of {@link
 * FrequentValues} do so no more once there are too many different strings, and then stay within the
 * error they state.
 */
sealed interface Accumulator permits BooleanAccumulator, NumericAccumulator, StringAccumulator {

  static Accumulator of(DataType type, Workspace workspace) {
    return switch (type) {
      case BOOLEAN -> new BooleanAccumulator();
      case INTEGER, NUMBER, TIMESTAMP -> new NumericAccumulator(type, workspace);
      case STRING -> new StringAccumulator(workspace);
    };
  }

  /**
   * @throws IllegalArgumentException if the column is not of the feature's type
   */
  void add(Column column);

  /** Adds each row as often as it says; none may be negative. */
  void add(Column column, long[] times);

  /** Adds rows that have no value. */
  void missing(long rows);

  /**
   * Takes what another has counted, which stays as it is.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  void merge(Accumulator other);

  /**
   * Takes what another of the same type {@linkplain #write wrote}.
   *
   * @throws PartialReader.Damaged if it is not that; this one is of no use then
   */
  void merge(PartialReader other);

  FeatureStatistics build();

  /** Writes all there is; what counted the same rows writes the same bytes. */
  void write(PartialWriter to);

  /** What is thrown where a column or an accumulator of another type is added. */
  static IllegalArgumentException mismatch(DataType type, Object found) {
    return new IllegalArgumentException(
        "a feature of type " + type.text() + " cannot take " + found.getClass().getSimpleName());
  }
}
