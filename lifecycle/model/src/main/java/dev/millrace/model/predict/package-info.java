/**
 * The one way to compute a graph. Start at {@link dev.millrace.model.predict.Predictor}: it
 * compiles a graph to kernels, loops over arrays that treat each row by itself, and runs them over
 * blocks of rows. Knows nothing of files.
 *
 * <p>Why the bits of a prediction depend on the row alone: no kernel lets rows meet; sums have a
 * fixed order; Java's arithmetic is exact IEEE 754 on every machine, and what is not arithmetic is
 * {@link StrictMath}. Blocks, threads and batch sizes only decide when a row is computed.
 */
@NullMarked
package dev.millrace.model.predict;

import org.jspecify.annotations.NullMarked;
