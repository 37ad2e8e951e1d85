package dev.millrace.data.validation;

/**
 * The kinds of anomaly, under the names that the field knows them by (TFDV's {@code anomalies.md}).
 */
public enum AnomalyType {
  SCHEMA_MISSING_COLUMN,
  SCHEMA_NEW_COLUMN,
  UNEXPECTED_DATA_TYPE,
  BOOL_TYPE_BIG_INT,
  BOOL_TYPE_SMALL_INT,
  BOOL_TYPE_UNEXPECTED_STRING,
  BOOL_TYPE_UNEXPECTED_FLOAT,
  INT_TYPE_NOT_INT_STRING,
  FLOAT_TYPE_STRING_NOT_FLOAT,
  /** A list where the schema has a single value, or the other way round. */
  VALUE_NESTEDNESS_MISMATCH,
  /** The column is of a type that has no statistics. */
  STATS_NOT_AVAILABLE,
  /** No row has a value. */
  FEATURE_TYPE_NOT_PRESENT,
  FEATURE_TYPE_LOW_FRACTION_PRESENT,
  FEATURE_TYPE_LOW_NUMBER_PRESENT,
  /** Lists have too few values. */
  FEATURE_TYPE_LOW_NUMBER_VALUES,
  /** Lists have too many values. */
  FEATURE_TYPE_HIGH_NUMBER_VALUES,
  /** Too few different values, or one value only. */
  FEATURE_TYPE_LOW_UNIQUE,
  FEATURE_TYPE_HIGH_UNIQUE,
  INT_TYPE_SMALL_INT,
  INT_TYPE_BIG_INT,
  FLOAT_TYPE_SMALL_FLOAT,
  FLOAT_TYPE_BIG_FLOAT,
  FLOAT_TYPE_HAS_NAN,
  FLOAT_TYPE_HAS_INF,
  ENUM_TYPE_UNEXPECTED_STRING_VALUES,
  ENUM_TYPE_INVALID_UTF8,
  DATASET_LOW_NUM_EXAMPLES,
  DATASET_HIGH_NUM_EXAMPLES,
  /** Fewer rows than the data before by more than is allowed. */
  COMPARATOR_LOW_NUM_EXAMPLES,
  /** More rows than the data before by more than is allowed. */
  COMPARATOR_HIGH_NUM_EXAMPLES,
  /** What a feature is to be compared with does not have it, or not as the same type. */
  COMPARATOR_CONTROL_DATA_MISSING,
  COMPARATOR_L_INFTY_HIGH,
  COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH,
  COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH,
  /** By a measure that TFDV does not have. */
  COMPARATOR_DISTANCE_HIGH,
  /** A rule in SQL. */
  CUSTOM_VALIDATION
}
