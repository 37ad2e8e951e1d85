package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a step has made, by output.
 *
 * @param artifacts stored ones, ready to be given to other steps
 * @param rows the same as the store knows them
 */
record StepResult(
    Map<String, Artifact> artifacts, Map<String, ArtifactRow> rows, Map<String, JsonNode> values) {}
