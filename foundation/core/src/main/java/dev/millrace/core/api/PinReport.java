package dev.millrace.core.api;

import dev.millrace.core.value.Id;
import java.time.Instant;

/**
 * Something that is kept because somebody said so.
 *
 * @param kind {@code artifact}, {@code execution} or {@code run}
 */
public record PinReport(Id id, String kind, String reason, String actor, Instant since) {}
