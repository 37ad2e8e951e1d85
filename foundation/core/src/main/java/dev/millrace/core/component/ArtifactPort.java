package dev.millrace.core.component;

import dev.millrace.core.artifact.ArtifactType;

/**
 * An input or output whose content is files. Outputs of components are always {@link
 * Cardinality#ONE}; a step that is run for each element of a list makes {@link Cardinality#MANY}.
 */
public record ArtifactPort(String name, ArtifactType<?> type, Cardinality cardinality, String doc)
    implements Port {

  @Override
  public boolean required() {
    return cardinality == Cardinality.ONE;
  }
}
