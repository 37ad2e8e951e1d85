package dev.millrace.model.predict;

/**
 * What a node gives while a graph is compiled: an {@link Operand}, which any operator may take, or
 * something that has no place in a {@link Frame} and is for the few operators that know it.
 */
sealed interface Result permits Operand, Result.Words, Result.Narrow {

  /** The words of each row's string, found when they are needed. */
  record Words(Operand.Slot strings, StringSplitter splitter) implements Result {}

  /**
   * Integers of 32 bits, held as INT64. Computed with, they would overflow at other bounds, so they
   * can only be cast.
   */
  record Narrow(Operand.Slot integers) implements Result {}
}
