/**
 * What every trainer is asked and gives. Start at {@link dev.millrace.training.trainer.Trainer}.
 * Knows no trainer in particular, nor where rows come from.
 */
@NullMarked
package dev.millrace.training.trainer;

import org.jspecify.annotations.NullMarked;
