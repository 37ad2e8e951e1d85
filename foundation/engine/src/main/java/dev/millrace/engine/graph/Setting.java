package dev.millrace.engine.graph;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What all steps of a graph see alike.
 *
 * @param params each parameter's value
 * @param given the artifacts that the pipeline is given, by its inputs
 */
public record Setting(
    RunFacts run, Body body, Map<String, JsonNode> params, Map<String, Given> given) {}
