package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.Map;

/**
 * A wish to activate the triggers of a pipeline.
 *
 * @param pipeline its directory or file
 * @param set values of parameters in this environment, as written on a command line
 */
public record ActivationOrder(Path pipeline, String environment, Map<String, String> set) {}
