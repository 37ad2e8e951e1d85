package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.pipeline.PipelineSpec;

/**
 * A pipeline that was read, as it is and as the one around it sees it.
 *
 * @param signature its parameters and inputs, and its outputs
 * @param steps how many it has, those of pipelines nested in it included
 */
record ReadPipeline(PipelineSpec spec, ComponentSignature signature, long steps) {}
