package dev.millrace.core.port;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Tells how a stored artifact came to be, by what went into it: no run, time or person is named, so
 * what is written from it depends on content alone.
 */
public interface Origins {

  /** How an artifact was first made; empty if no step is known to have made it. */
  Optional<Origin> of(Id artifact);

  /**
   * @param pipeline whose run made it
   * @param description of that pipeline, as it was then
   * @param spec of the pipeline as it was compiled
   * @param params of that run
   * @param steps that led to it, each after those whose outputs it read
   * @param made what these steps made, in their order
   */
  record Origin(
      String pipeline,
      String description,
      Digest spec,
      Map<String, JsonNode> params,
      List<Step> steps,
      List<Made> made) {}

  /**
   * @param step its path
   * @param code its digest
   * @param outside what it read that is not of the store, by a digest or in words
   * @param params as JSON, or by their digest where they are long
   */
  record Step(
      String step, String component, String code, String outside, Map<String, String> params) {}

  /**
   * @param name as {@code step.output}
   * @param type as stored, such as {@code Examples/1}
   */
  record Made(String name, String type, Digest digest, Map<String, JsonNode> properties) {}
}
