/**
 * The model server: the Open Inference Protocol over HTTP, the log of what was asked and answered,
 * and the check that a bundle serves. Start at {@link dev.millrace.serving.ModelServer}. Knows
 * nothing of training, of the store or of the engine: a bundle directory is all it takes.
 */
@NullMarked
package dev.millrace.serving;

import org.jspecify.annotations.NullMarked;
