/**
 * Rows at rest: how the splits of an examples artifact are laid out, and how they are read, batch
 * by batch, in their order. Start at {@link dev.millrace.data.examples.ExamplesReader}. Knows
 * nothing of where the rows came from.
 */
@NullMarked
package dev.millrace.data.examples;

import org.jspecify.annotations.NullMarked;
