package dev.millrace.data.validation;

/**
 * The kinds of anomaly, under the names that the field knows them by (TFDV's {@code anomalies.md}).
 */
public enum AnomalyType {
  SCHEMA_MISSING_COLUMN,
  SCHEMA_NEW_COLUMN,
  UNEXPECTED_DATA_TYPE,
  /** No row has a value. */
  FEATURE_TYPE_NOT_PRESENT,
  FEATURE_TYPE_LOW_FRACTION_PRESENT,
  /** All rows have the same value. */
  FEATURE_TYPE_LOW_UNIQUE,
  INT_TYPE_SMALL_INT,
  INT_TYPE_BIG_INT,
  FLOAT_TYPE_SMALL_FLOAT,
  FLOAT_TYPE_BIG_FLOAT,
  ENUM_TYPE_UNEXPECTED_STRING_VALUES
}
