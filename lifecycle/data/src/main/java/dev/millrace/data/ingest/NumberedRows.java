package dev.millrace.data.ingest;

import dev.millrace.data.duckdb.Sql;

/**
 * The rows of one file with their numbers.
 *
 * @param file as messages call it
 * @param table as SQL, to stand after {@code FROM}, with {@link #COLUMN} beside its own columns
 */
record NumberedRows(String file, String table) {

  /** The name of the column that has a row's number in its file, from 1. */
  static final String COLUMN = "millrace row";

  /** Those of which a condition is true, with the numbers that they have in the file. */
  NumberedRows where(String condition) {
    return new NumberedRows(file, "(SELECT * FROM " + table + " WHERE " + condition + ")");
  }

  /** Rows are numbered in the order in which the database reads the file, which is the file's. */
  static NumberedRows of(String file, String table) {
    return new NumberedRows(
        file, "(SELECT row_number() OVER () AS " + Sql.name(COLUMN) + ", * FROM " + table + ")");
  }
}
