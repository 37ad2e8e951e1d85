/**
 * Holds data against its schema. Start at {@link dev.millrace.data.validation.Validation} as a
 * library, {@link dev.millrace.data.validation.ValidateStatistics} as a step, and {@link
 * dev.millrace.data.validation.AnomaliesFile} to read what was found.
 */
@NullMarked
package dev.millrace.data.validation;

import org.jspecify.annotations.NullMarked;
