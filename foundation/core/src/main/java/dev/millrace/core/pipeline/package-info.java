/**
 * Pipelines as data. Start at {@link dev.millrace.core.pipeline.PipelineSpec}; {@link
 * dev.millrace.core.pipeline.Pipeline} writes one in Java, the package {@code yaml} reads one from
 * a file. Knows nothing of files, storage or execution.
 */
@NullMarked
package dev.millrace.core.pipeline;

import org.jspecify.annotations.NullMarked;
