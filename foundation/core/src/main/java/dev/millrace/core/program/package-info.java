/**
 * Components that are programs in any language: their ports, how they are started, and what their
 * arguments are. Start at {@link dev.millrace.core.program.ProgramSpec}. Knows nothing of
 * processes.
 */
@NullMarked
package dev.millrace.core.program;

import org.jspecify.annotations.NullMarked;
