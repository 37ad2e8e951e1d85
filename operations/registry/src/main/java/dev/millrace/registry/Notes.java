package dev.millrace.registry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be noted of a model or a version.
 *
 * @param tags to set, by name
 * @param untag names of those to take away
 * @param description to replace the present one
 */
public record Notes(Map<String, String> tags, Set<String> untag, Optional<String> description) {
  public Notes {
    tags = Map.copyOf(tags);
    untag = Set.copyOf(untag);
  }

  /** Whether there is anything to note. */
  public boolean any() {
    return !tags.isEmpty() || !untag.isEmpty() || description.isPresent();
  }
}
