/** What happens later: see {@link dev.millrace.engine.time.Timer}. */
@NullMarked
package dev.millrace.engine.time;

import org.jspecify.annotations.NullMarked;
