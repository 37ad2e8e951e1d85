/**
 * What a step's code is and what it may use. Start at {@link
 * dev.millrace.core.component.Component}. Knows nothing of pipelines or of who runs it.
 */
@NullMarked
package dev.millrace.core.component;

import org.jspecify.annotations.NullMarked;
