/**
 * Metrics of a binary classifier: exact, weighted, under their standard names. A plain library over
 * arrays of scores and labels; start at {@link dev.millrace.evaluation.metric.BinaryMetrics} and
 * {@link dev.millrace.evaluation.metric.PairedDifference}. Knows nothing of models, data sets or
 * pipelines.
 */
@NullMarked
package dev.millrace.evaluation.metric;

import org.jspecify.annotations.NullMarked;
