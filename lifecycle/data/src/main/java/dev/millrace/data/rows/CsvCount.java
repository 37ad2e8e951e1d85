package dev.millrace.data.rows;

/**
 * What a file, or a part of one, holds.
 *
 * @param rows of as many values as there are columns
 * @param bad rows
 * @param regular without blank lines, and with one kind of line break
 * @param windows whether lines end with a carriage return as well
 * @param shape of the longest row and of all values
 * @param end where the next row begins in the file
 */
record CsvCount(
    Census census,
    long rows,
    long bad,
    boolean regular,
    boolean windows,
    RowShape shape,
    long end) {

  CsvCount merge(CsvCount next) {
    boolean alike = rows == 0 || next.rows == 0 || windows == next.windows;
    return new CsvCount(
        census.merge(next.census),
        rows + next.rows,
        bad + next.bad,
        regular && next.regular && alike,
        windows || next.windows,
        shape.with(next.shape),
        next.end);
  }
}
