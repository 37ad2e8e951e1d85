package dev.millrace.engine.graph;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;

/**
 * A stored artifact.
 *
 * @param row as the store knows it
 * @param artifact as steps take it
 */
public record Kept(ArtifactRow row, Artifact artifact) {

  public Id id() {
    return row.id();
  }

  public Digest digest() {
    return row.digest();
  }
}
