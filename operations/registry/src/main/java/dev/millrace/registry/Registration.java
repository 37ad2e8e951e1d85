package dev.millrace.registry;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is to become a version.
 *
 * @param name of the model
 * @param artifact the bundle, which the store has
 * @param run that asks for it
 * @param blessing that lets it in
 * @param evidence the blessing's properties
 * @param asOf the run's
 */
public record Registration(
    String name,
    Id artifact,
    Digest digest,
    Id run,
    Optional<Id> blessing,
    Map<String, JsonNode> evidence,
    Instant asOf) {}
