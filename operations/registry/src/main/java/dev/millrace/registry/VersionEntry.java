package dev.millrace.registry;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A version of a named model: from here lineage goes to the run that registered it, and by its
 * artifact to everything that went into it.
 *
 * @param artifact the bundle
 * @param digest of the bundle's content
 * @param blessing the artifact that says why it was let in
 * @param evidence what the blessing says in short: its reason and figures
 * @param description as people noted it last
 * @param eventTime the as-of time of the run
 */
public record VersionEntry(
    Id id,
    String model,
    int version,
    Id artifact,
    Digest digest,
    Id run,
    Optional<Id> blessing,
    Map<String, JsonNode> evidence,
    String description,
    Instant eventTime,
    Instant recordedAt) {

  /** The blessing's reason, in words. */
  public String reason() {
    JsonNode reason = evidence.get("reason");
    return reason != null && reason.isString() ? reason.stringValue() : "";
  }
}
