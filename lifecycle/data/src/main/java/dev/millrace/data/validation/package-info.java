/**
 * Holds data against its schema. Start at {@link dev.millrace.data.validation.Examination}, which
 * puts together what is asked of statistics ({@link dev.millrace.data.validation.Validation}), of
 * two data sets and of the rows; {@link dev.millrace.data.validation.ValidateStatistics} is the
 * step, {@link dev.millrace.data.validation.AnomaliesFile} what it writes. What would accept data
 * is found by {@link dev.millrace.data.validation.SchemaUpdate}, from the same rules.
 */
@NullMarked
package dev.millrace.data.validation;

import org.jspecify.annotations.NullMarked;
