package dev.millrace.core.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be noted of a model or a version.
 *
 * @param reference {@code MODEL}, or {@code MODEL@VERSION} or {@code MODEL@ALIAS} for one version
 * @param tags to set, by name
 * @param untag names of those to take away
 * @param description to replace the present one
 * @param removeAlias one of the model to take away
 * @param reason in words
 */
public record ModelEdit(
    String reference,
    Map<String, String> tags,
    Set<String> untag,
    Optional<String> description,
    Optional<String> removeAlias,
    String reason) {
  public ModelEdit {
    tags = Map.copyOf(tags);
    untag = Set.copyOf(untag);
  }
}
