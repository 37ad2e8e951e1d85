/**
 * The model bundle: the directory that training hands to everything after it. Start at {@link
 * dev.millrace.model.bundle.ModelBundle}. Knows nothing of how its files were made or where they
 * are kept.
 */
@NullMarked
package dev.millrace.model.bundle;

import org.jspecify.annotations.NullMarked;
