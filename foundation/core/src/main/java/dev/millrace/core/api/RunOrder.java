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
 * @param steps those that are asked for
 */
public record RunOrder(
    Path pipeline, Map<String, String> set, Optional<Instant> asOf, StepChoice steps) {

  /** One for all steps. */
  public RunOrder(Path pipeline, Map<String, String> set, Optional<Instant> asOf) {
    this(pipeline, set, asOf, StepChoice.ALL);
  }
}
