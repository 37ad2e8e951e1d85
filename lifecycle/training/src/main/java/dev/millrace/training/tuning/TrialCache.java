package dev.millrace.training.tuning;

import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps trials under all that their outcome depends on, so that a search that was interrupted, or
 * asked for more trials, trains none twice. Failed ones are tried again.
 *
 * @param context what all trials of the search share
 * @param comparing whether the outcome also depends on earlier trials, which the number then stands
 *     for
 */
record TrialCache(PartialCache cache, JsonNode context, boolean comparing)
    implements Search.TrialStore {

  private static final int FORMAT = 1;

  @Override
  public Optional<Trial> find(int number, SequencedMap<String, JsonNode> parameters) {
    return cache.find(key(number, parameters)).flatMap(bytes -> read(number, parameters, bytes));
  }

  private static Optional<Trial> read(
      int number, SequencedMap<String, JsonNode> parameters, byte[] bytes) {
    try {
      JsonNode tree = Json.parse(new String(bytes, StandardCharsets.UTF_8));
      return Optional.of(TrialJson.read(number, parameters, tree));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void keep(Trial trial) {
    if (trial.state() == Trial.State.FAILED) {
      return;
    }
    try {
      String text = Json.canonical(TrialJson.outcome(trial).put("took", trial.took().toMillis()));
      cache.put(key(trial.number(), trial.parameters()), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It would be trained again; that the disk is full is for the artifact's writer to say.
    }
  }

  private Digest key(int number, SequencedMap<String, JsonNode> parameters) {
    ObjectNode key = Json.object().put("trial", FORMAT);
    key.set("context", context);
    key.set("parameters", Json.tree(parameters));
    if (comparing) {
      key.put("number", number);
    }
    return Digest.of(key);
  }
}
