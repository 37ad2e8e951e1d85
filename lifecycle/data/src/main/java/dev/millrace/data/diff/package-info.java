/**
 * What is different between two data sets, row by row: which rows came, which went, and which
 * values changed. Start at {@link dev.millrace.data.diff.DataDiff}. Knows nothing of where the data
 * sets are kept.
 */
@NullMarked
package dev.millrace.data.diff;

import org.jspecify.annotations.NullMarked;
