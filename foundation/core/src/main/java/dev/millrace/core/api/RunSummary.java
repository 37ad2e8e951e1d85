package dev.millrace.core.api;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run in one line.
 *
 * @param interrupted true if it is not at its end and the process that ran it is gone: asked for
 *     again, it goes on where it stopped
 * @param trigger what started it, {@code demand} or a trigger of the pipeline, and {@code reason}
 *     why
 * @param outcome why it stands where it stands, in words; empty while nothing is to be said
 */
public record RunSummary(
    Id id,
    String pipeline,
    RunState state,
    boolean interrupted,
    String outcome,
    Instant asOf,
    Instant recordedAt,
    Optional<Duration> took,
    String trigger,
    String reason,
    String actor) {}
