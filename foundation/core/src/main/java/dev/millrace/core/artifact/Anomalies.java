package dev.millrace.core.artifact;

/**
 * What validation found, as {@code anomalies.json}; properties {@code errors} and {@code warnings}
 * count them.
 */
public record Anomalies(Handle handle) implements Artifact {
  public static final ArtifactType<Anomalies> TYPE =
      new ArtifactType<>("Anomalies", 1, Anomalies.class, Anomalies::new);
}
