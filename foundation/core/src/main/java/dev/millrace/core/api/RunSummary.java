package dev.millrace.core.api;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run in one line.
 *
 * @param trigger what started it, {@code demand} or a trigger of the pipeline, and {@code reason}
 *     why
 * @param outcome why it stands where it stands, in words; empty while nothing is to be said
 */
public record RunSummary(
    Id id,
    String pipeline,
    RunState state,
    String outcome,
    Instant asOf,
    Instant recordedAt,
    Optional<Duration> took,
    String trigger,
    String reason,
    String actor) {}
