/**
 * Kills a process that runs pipelines, and holds what is left against what was promised. Start at
 * {@link dev.millrace.engine.crash.CrashTest}.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.engine.crash;
