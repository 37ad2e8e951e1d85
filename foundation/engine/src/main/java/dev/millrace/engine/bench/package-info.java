/**
 * Where tasks get their turn on this machine: cores, memory, pools, and threads to run on. Start at
 * {@link dev.millrace.engine.bench.Workbench}. Knows nothing of pipelines.
 */
@NullMarked
package dev.millrace.engine.bench;

import org.jspecify.annotations.NullMarked;
