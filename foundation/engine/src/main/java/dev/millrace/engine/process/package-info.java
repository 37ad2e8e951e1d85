/**
 * Programs that cannot get away: each is started with its output watched, and ended with everything
 * that it has started, whatever becomes of it or of Millrace. Start at {@link
 * dev.millrace.engine.process.Containment}. Knows nothing of components or pipelines.
 */
@NullMarked
package dev.millrace.engine.process;

import org.jspecify.annotations.NullMarked;
