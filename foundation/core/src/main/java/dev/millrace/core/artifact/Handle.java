package dev.millrace.core.artifact;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where an artifact stands in its life: only meant while a pipeline is defined, being written by a
 * step, or stored for good.
 */
public sealed interface Handle {

  /** What is known when a pipeline is defined; it has no files and no properties yet. */
  sealed interface Unmade extends Handle {

    /** As in "… is only known when a task starts". */
    String words();
  }

  /** What a step will make. */
  record Promised(String step, String output) implements Unmade {
    @Override
    public String words() {
      return "output '" + output + "' of step '" + step + "'";
    }
  }

  /** What whichever of several steps ran will make, the first of them if several did. */
  record OneOf(List<Promised> of) implements Unmade {
    public OneOf {
      of = List.copyOf(of);
    }

    @Override
    public String words() {
      return "one of several outputs";
    }
  }

  /**
   * What a task will look for in the store when it starts, such as the model behind the alias
   * {@code champion}.
   */
  record Sought(String query) implements Unmade {
    @Override
    public String words() {
      return "'" + query + "'";
    }
  }

  /** Files from outside that will be taken into the store when a task starts. */
  record Imported(String path) implements Unmade {
    @Override
    public String words() {
      return "what is at '" + path + "'";
    }
  }

  /** What a nested pipeline will be given by the one around it. */
  record Given(String input) implements Unmade {
    @Override
    public String words() {
      return "input '" + input + "' of the pipeline";
    }
  }

  /** The element of a list of artifacts that a round of a fan-out will be about. */
  record Item() implements Unmade {
    @Override
    public String words() {
      return "the item";
    }
  }

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
