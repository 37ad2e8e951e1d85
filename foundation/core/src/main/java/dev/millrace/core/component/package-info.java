/**
 * What a step's code is and what it may use. Start at {@link
 * dev.millrace.core.component.Component}; what its two records mean is its {@link
 * dev.millrace.core.component.ComponentSignature}, and what JSON a value is read from its {@link
 * dev.millrace.core.component.Shape}. Knows nothing of pipelines or of who runs it.
 */
@NullMarked
package dev.millrace.core.component;

import org.jspecify.annotations.NullMarked;
