/**
 * Decides whether a model is good enough: thresholds on its metrics, and the blessing that lists
 * what was found for each. Start at {@link dev.millrace.evaluation.blessing.Thresholds}. Knows
 * metrics, not where they come from.
 */
@NullMarked
package dev.millrace.evaluation.blessing;

import org.jspecify.annotations.NullMarked;
