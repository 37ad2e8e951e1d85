package dev.millrace.model.predict;

/** The element-wise operators from two numbers of a type to one. */
enum Arithmetic {
  ADD,
  SUB,
  MUL,
  /** Of integers towards zero. */
  DIV,
  /** Of integers, with the sign of the divisor. */
  MOD,
  MIN,
  MAX
}
