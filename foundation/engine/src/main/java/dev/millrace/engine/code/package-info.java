/**
 * Which code a component is, as a digest that changes when the code it can reach changes. Start at
 * {@link dev.millrace.engine.code.CodeIdentity}. Knows nothing of runs or caches.
 */
@NullMarked
package dev.millrace.engine.code;

import org.jspecify.annotations.NullMarked;
