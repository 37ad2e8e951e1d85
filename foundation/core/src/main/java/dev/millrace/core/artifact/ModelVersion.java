package dev.millrace.core.artifact;

/**
 * A registered version of a named model; properties {@code name}, {@code version}, {@code model}
 * (digest of the bundle).
 */
public record ModelVersion(Handle handle) implements Artifact {
  public static final ArtifactType<ModelVersion> TYPE =
      new ArtifactType<>("ModelVersion", 1, ModelVersion.class, ModelVersion::new);
}
