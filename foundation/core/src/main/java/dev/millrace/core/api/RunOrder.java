package dev.millrace.core.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to run a pipeline.
 *
 * @param pipeline its directory or file
 * @param set values of parameters, as written on a command line
 * @param asOf the run's event time; now, if not given
 */
public record RunOrder(Path pipeline, Map<String, String> set, Optional<Instant> asOf) {}
