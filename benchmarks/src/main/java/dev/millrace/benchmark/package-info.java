/**
 * Measures what the README and the issues promise. Start at {@link dev.millrace.benchmark.Main};
 * each {@link dev.millrace.benchmark.Benchmark} checks its answer first, then times it, beside
 * something else where a ratio says more than seconds. Nothing here is a test: a missed bar is
 * printed, not failed.
 */
@NullMarked
package dev.millrace.benchmark;

import org.jspecify.annotations.NullMarked;
