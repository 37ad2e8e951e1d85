package dev.millrace.core.component;

import dev.millrace.core.artifact.ArtifactType;

/** An input or output whose content is files. Outputs are always {@link Cardinality#ONE}. */
public record ArtifactPort(String name, ArtifactType<?> type, Cardinality cardinality, String doc)
    implements Port {

  @Override
  public boolean required() {
    return cardinality == Cardinality.ONE;
  }
}
