/**
 * Finds slices of rows on which a model is significantly worse than on the rest. Start at {@link
 * dev.millrace.evaluation.search.SliceSearch}. Knows losses and the columns they may depend on, not
 * where either comes from.
 */
@NullMarked
package dev.millrace.evaluation.search;

import org.jspecify.annotations.NullMarked;
