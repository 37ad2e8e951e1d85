/**
 * Who runs a run: one process at a time, and another when that one is dead. Start at {@link
 * dev.millrace.engine.lease.Leases}. Knows nothing of how a run is run.
 */
@NullMarked
package dev.millrace.engine.lease;

import org.jspecify.annotations.NullMarked;
