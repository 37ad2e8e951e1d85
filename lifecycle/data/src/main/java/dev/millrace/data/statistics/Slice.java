package dev.millrace.data.statistics;

/** Some of the rows: those with each value of a column, or those that a predicate holds for. */
public sealed interface Slice {

  /** The rows of each of the most frequent values of a column, one slice a value. */
  record ByColumn(String column) implements Slice {

    /** Of more values than this, the most frequent are told of. */
    public static final int MOST_VALUES = 50;
  }

  /**
   * The rows for which an SQL predicate over the columns is true.
   *
   * @param name of the slice
   */
  record Where(String name, String predicate) implements Slice {}
}
