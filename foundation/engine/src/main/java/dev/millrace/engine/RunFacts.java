package dev.millrace.engine;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is fixed for the whole of a run.
 *
 * @param params each parameter's value
 * @param directory of the pipeline file
 */
record RunFacts(
    Id id, PipelineSpec pipeline, Map<String, JsonNode> params, Instant asOf, Path directory) {}
