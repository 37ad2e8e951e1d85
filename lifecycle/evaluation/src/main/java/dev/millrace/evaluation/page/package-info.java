/**
 * An evaluation as one HTML file to look at. Start at {@link
 * dev.millrace.evaluation.page.EvaluationPage}. Knows the report and the blessing, not how they
 * came about.
 */
@NullMarked
package dev.millrace.evaluation.page;

import org.jspecify.annotations.NullMarked;
