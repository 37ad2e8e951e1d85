/** Small immutable values that everything else is written in: ids, digests, spans, JSON. */
@NullMarked
package dev.millrace.core.value;

import org.jspecify.annotations.NullMarked;
