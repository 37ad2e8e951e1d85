package dev.millrace.registry;

import dev.millrace.core.value.Id;
import java.time.Instant;

/**
 * A named model.
 *
 * @param latest its highest version
 */
public record ModelEntry(
    Id id, String name, String project, String description, int latest, Instant recordedAt) {}
