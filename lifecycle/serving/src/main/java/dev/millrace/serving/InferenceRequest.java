package dev.millrace.serving;

import dev.millrace.model.Batch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller asks of a model.
 *
 * @param id the caller's name for the request
 * @param eventTime when the question arose, where the caller says so
 * @param logged false for a probe, which the request log does not keep
 * @param inputs one column for each input of the signature, in its order
 * @param outputs those asked for; empty for all
 */
record InferenceRequest(
    Optional<String> id,
    Optional<Instant> eventTime,
    boolean logged,
    Batch inputs,
    Set<String> outputs) {}
