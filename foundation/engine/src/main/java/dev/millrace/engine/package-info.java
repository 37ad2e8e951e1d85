/**
 * What moves pipelines: plans, runs, caches, resumes. Start at {@link dev.millrace.engine.Engine},
 * then {@code RunLoop} (one run) and {@code StepWork} (one step of it). Knows nothing of what
 * components do, or of who asks.
 */
@NullMarked
package dev.millrace.engine;

import org.jspecify.annotations.NullMarked;
