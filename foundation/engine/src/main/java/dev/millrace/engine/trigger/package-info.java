/**
 * When a pipeline starts by itself, and why. Start at {@link
 * dev.millrace.engine.trigger.Scheduler}: a {@code Source} for each kind of trigger says what there
 * is to see, a {@code Judgement} what is to be done about it. Knows what monitoring and other
 * pipelines found, not how.
 */
@NullMarked
package dev.millrace.engine.trigger;

import org.jspecify.annotations.NullMarked;
