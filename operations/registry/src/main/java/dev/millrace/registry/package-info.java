/**
 * The models that were let in: names, versions, aliases with their history, and which version each
 * environment should serve. Start at {@link dev.millrace.registry.ModelRegistry}. Knows nothing of
 * what is inside a model.
 */
@NullMarked
package dev.millrace.registry;

import org.jspecify.annotations.NullMarked;
