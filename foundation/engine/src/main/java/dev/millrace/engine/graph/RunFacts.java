package dev.millrace.engine.graph;

import dev.millrace.core.value.Id;
import java.time.Instant;

/**
 * What is fixed for the whole of a run.
 *
 * @param pipeline the name of the run's own, whatever is nested in it
 */
public record RunFacts(Id id, String pipeline, Instant asOf) {}
