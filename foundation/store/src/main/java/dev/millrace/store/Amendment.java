package dev.millrace.store;

import dev.millrace.core.value.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a run goes on with instead of what it began with.
 *
 * @param spec of the pipeline, whose name stays
 * @param params each parameter's value
 * @param directory of the pipeline file
 * @param tags that the run has from now on; others stay
 * @param steps all tasks that the run has from now on, in order, also those inside others; what is
 *     not named goes, what is new is PENDING
 * @param again those of them that start over, whatever came of them
 * @param reason in words
 */
public record Amendment(
    JsonNode spec,
    Digest specDigest,
    Map<String, JsonNode> params,
    String directory,
    Map<String, String> tags,
    List<String> steps,
    Set<String> again,
    String actor,
    String reason) {

  public Amendment {
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
    steps = List.copyOf(steps);
    again = Set.copyOf(again);
    if (!steps.containsAll(again)) {
      throw new IllegalArgumentException("a task that starts over is one that stays: " + again);
    }
  }
}
