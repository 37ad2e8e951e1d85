package dev.millrace.data.statistics;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;

/** Counts one feature. */
sealed interface Accumulator permits BooleanAccumulator, NumericAccumulator, StringAccumulator {

  static Accumulator of(DataType type) {
    return switch (type) {
      case BOOLEAN -> new BooleanAccumulator();
      case INTEGER, NUMBER, TIMESTAMP -> new NumericAccumulator(type);
      case STRING -> new StringAccumulator();
    };
  }

  /**
   * @throws IllegalArgumentException if the column is not of the feature's type
   */
  void add(Column column);

  /**
   * @throws IllegalArgumentException if these are of another type
   */
  void add(FeatureStatistics other);

  FeatureStatistics build();

  /** What is thrown where a column or statistics of another type are added. */
  static IllegalArgumentException mismatch(DataType type, Object found) {
    return new IllegalArgumentException(
        "a feature of type " + type.text() + " cannot take " + found.getClass().getSimpleName());
  }
}
