package dev.millrace.store;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.NewRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Things to put into a store. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2001-02-26T12:00:00.123456Z");

  private Samples() {}

  /** A run of two steps, {@code ingest} and {@code train}. */
  public static NewRun run(String pipeline, Optional<String> idempotencyKey) {
    JsonNode spec = Json.object().put("name", pipeline);
    return new NewRun(
        "default",
        "nightly",
        pipeline,
        spec,
        Digest.of(spec),
        Map.of("weeks", Json.tree("last 8"), "trees", Json.tree(200)),
        List.of("ingest", "train"),
        "ada",
        NOON.minusSeconds(3600),
        NOON,
        "demand",
        "asked for",
        idempotencyKey,
        "/home/ada/flights",
        Map.of("commit", "abc", "mood", "é \uD83D\uDE00"));
  }

  public static NewRun run(String pipeline) {
    return run(pipeline, Optional.empty());
  }

  public static ArtifactRow artifact(String type, String content) {
    return new ArtifactRow(
        Id.at(NOON),
        type,
        Digest.of(content),
        content.length(),
        Map.of("rows", Json.tree(content.length())),
        NOON);
  }

  /** An execution that read and wrote some artifacts. */
  public static Completion completion(
      String key, Map<String, List<Id>> inputs, Map<String, ArtifactRow> artifacts) {
    return new Completion(
        Digest.of(key),
        Map.of("code", "c0de", "param.trees", "200"),
        inputs,
        artifacts,
        Map.of("threshold", Json.tree(0.5)),
        List.of(),
        "done",
        true);
  }
}
