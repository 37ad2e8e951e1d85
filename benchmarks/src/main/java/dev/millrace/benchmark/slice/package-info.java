/** The vertical slice: from flights to a served model. */
@NullMarked
package dev.millrace.benchmark.slice;

import org.jspecify.annotations.NullMarked;
