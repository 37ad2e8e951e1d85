/**
 * Which rows belong together: groups by the values of columns, of parts of timestamps, and of
 * crosses of these. Start at {@link dev.millrace.evaluation.slice.Slicing}. Knows nothing of scores
 * and metrics.
 */
@NullMarked
package dev.millrace.evaluation.slice;

import org.jspecify.annotations.NullMarked;
