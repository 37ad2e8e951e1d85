/**
 * What stands in {@code ${…}} in a pipeline's values: bare references, and formulas in the Common
 * Expression Language (CEL, https://cel.dev) over the same names. Start at {@link
 * dev.millrace.core.expression.Expressions}. Knows nothing of pipelines or of execution: what a
 * name is, and what its value is, is told by those who ask.
 *
 * <p>CEL's classes are loaded when the first formula is met, and not for bare references: that
 * costs more than half a second.
 */
@NullMarked
package dev.millrace.core.expression;

import org.jspecify.annotations.NullMarked;
