package dev.millrace.data.rows;

/**
 * What the database has to be told of the rows of a file.
 *
 * @param longest row, in bytes
 * @param brokenValues whether a value has a line break; then the file cannot be read in parts
 */
record RowShape(int longest, boolean brokenValues) {

  RowShape with(RowShape other) {
    return new RowShape(Math.max(longest, other.longest), brokenValues || other.brokenValues);
  }
}
