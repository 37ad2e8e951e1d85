package dev.millrace.core.artifact;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where an artifact stands in its life: promised by a step or sought in the store while a pipeline
 * is defined, being written by a step, or stored for good.
 */
public sealed interface Handle {

  /**
   * What a step will make, known when a pipeline is defined; it has no files and no properties yet.
   */
  record Promised(String step, String output) implements Handle {}

  /**
   * What a task will look for in the store when it starts, such as the model behind the alias
   * {@code champion}; known when a pipeline is defined.
   */
  record Sought(String query) implements Handle {}

  /** What a running step is writing; its directory is the step's own until the step ends. */
  record Staged(Path directory, Map<String, JsonNode> properties) implements Handle {}

  /**
   * What the store keeps, never to change again.
   *
   * @param digest over the type, every file's path and bytes, and the properties
   */
  record Stored(Id id, Digest digest, Path directory, Map<String, JsonNode> properties)
      implements Handle {}
}
