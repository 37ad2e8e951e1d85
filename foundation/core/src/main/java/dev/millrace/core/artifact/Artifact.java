package dev.millrace.core.artifact;

import dev.millrace.core.value.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An immutable, typed, content-addressed thing a step made: a directory of files and some small
 * properties. A record with one {@link Handle} component and an {@link ArtifactType} is a new kind
 * of artifact.
 */
public interface Artifact {

  Handle handle();

  /** The artifact's files, to read if it is stored, to write if it is staged. */
  default Path directory() {
    return switch (handle()) {
      case Handle.Staged staged -> staged.directory();
      case Handle.Stored stored -> stored.directory();
      case Handle.Unmade unmade -> throw notYet(unmade);
    };
  }

  /** One of the artifact's files. */
  default Path file(String name) {
    return directory().resolve(name);
  }

  default Map<String, JsonNode> properties() {
    return switch (handle()) {
      case Handle.Staged staged -> staged.properties();
      case Handle.Stored stored -> stored.properties();
      case Handle.Unmade unmade -> throw notYet(unmade);
    };
  }

  default Optional<JsonNode> property(String name) {
    return Optional.ofNullable(properties().get(name));
  }

  /** Sets a property of an artifact that is being written. */
  default void property(String name, Object value) {
    if (!(handle() instanceof Handle.Staged staged)) {
      throw new IllegalStateException(
          "property '"
              + name
              + "' of a "
              + getClass().getSimpleName()
              + " cannot be set: only a step that is writing it may");
    }
    staged.properties().put(name, Json.tree(value));
  }

  private static IllegalStateException notYet(Handle.Unmade unmade) {
    return new IllegalStateException(
        unmade.words() + " is only promised while a pipeline is defined; read it inside a step");
  }
}
