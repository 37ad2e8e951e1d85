/**
 * What live traffic shows: how far requests are from the training data, and how good predictions
 * were once the truth is known. Start at {@link dev.millrace.monitoring.WindowMonitor}. Knows
 * nothing of servers, triggers or storage: it reads the request log and writes findings by ports.
 */
@NullMarked
package dev.millrace.monitoring;

import org.jspecify.annotations.NullMarked;
