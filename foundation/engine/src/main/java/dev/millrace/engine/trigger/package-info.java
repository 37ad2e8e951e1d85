/**
 * When a pipeline starts by itself, and why. Start at {@link dev.millrace.engine.trigger.Triggers}.
 * Knows what monitoring found, not how.
 */
@NullMarked
package dev.millrace.engine.trigger;

import org.jspecify.annotations.NullMarked;
