/**
 * Pipelines as data. Start at {@link dev.millrace.core.pipeline.PipelineSpec}. Knows nothing of
 * storage or execution.
 */
@NullMarked
package dev.millrace.core.pipeline;

import org.jspecify.annotations.NullMarked;
