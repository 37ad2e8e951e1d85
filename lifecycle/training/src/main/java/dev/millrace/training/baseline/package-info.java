/**
 * The predictions that need no model, which every model has to beat. Start at {@link
 * dev.millrace.training.baseline.BaselineTrainer}.
 */
@NullMarked
package dev.millrace.training.baseline;

import org.jspecify.annotations.NullMarked;
