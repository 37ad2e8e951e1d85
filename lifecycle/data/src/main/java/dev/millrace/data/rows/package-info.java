/**
 * Rows of the world outside, looked at value by value: CSV, JSON lines, and queries to a database.
 * Each source is read twice: once to count what kinds of values each column has ({@link
 * dev.millrace.data.rows.Census}), from which its type follows, and once to be written clean, with
 * every row that cannot be kept put down as a reject. Start at {@link
 * dev.millrace.data.rows.TextFiles}. Knows nothing of spans, splits or artifacts.
 */
@NullMarked
package dev.millrace.data.rows;

import org.jspecify.annotations.NullMarked;
