/**
 * Statistics of tables, beside the query that someone who knows DuckDB writes for the same. The
 * generator of the table and the query are SQL files of this package.
 */
@NullMarked
package dev.millrace.benchmark.data;

import org.jspecify.annotations.NullMarked;
