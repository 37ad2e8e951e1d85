/**
 * Metrics of models: exact, weighted, under their standard names, with confidence intervals. A
 * plain library over arrays of predictions and labels; start at {@link
 * dev.millrace.evaluation.metric.Measure} and its four kinds, {@link
 * dev.millrace.evaluation.metric.Estimates} for intervals and comparisons, {@link
 * dev.millrace.evaluation.metric.BinaryMetrics} for the least of it. Knows nothing of models, data
 * sets or pipelines.
 */
@NullMarked
package dev.millrace.evaluation.metric;

import org.jspecify.annotations.NullMarked;
