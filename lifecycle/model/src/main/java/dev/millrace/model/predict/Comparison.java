package dev.millrace.model.predict;

/** The element-wise operators from two values of a type to a truth. Of NaN all are false. */
enum Comparison {
  EQUAL,
  LESS,
  LESS_OR_EQUAL
}
