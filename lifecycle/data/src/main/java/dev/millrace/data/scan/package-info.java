/**
 * The fastest way from a file's columns to arrays: DuckDB's own C interface, called directly, whose
 * vectors are copied whole instead of value by value. Start at {@link
 * dev.millrace.data.scan.ScanDatabase}. All native memory is read in this package; knows nothing of
 * what the columns mean.
 */
@NullMarked
package dev.millrace.data.scan;

import org.jspecify.annotations.NullMarked;
