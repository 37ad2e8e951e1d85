/**
 * What an evaluation found, as the file {@code evaluation.json} holds it. Start at {@link
 * dev.millrace.evaluation.report.EvaluationReport}. Knows no pipelines.
 */
@NullMarked
package dev.millrace.evaluation.report;

import org.jspecify.annotations.NullMarked;
