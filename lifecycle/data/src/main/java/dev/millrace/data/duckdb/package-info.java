/**
 * The one door to DuckDB: opened here, closed in here to the files it was given, its types and
 * errors translated. Start at {@link dev.millrace.data.duckdb.DuckDb}. Nothing here knows what the
 * tables mean.
 */
@NullMarked
package dev.millrace.data.duckdb;

import org.jspecify.annotations.NullMarked;
