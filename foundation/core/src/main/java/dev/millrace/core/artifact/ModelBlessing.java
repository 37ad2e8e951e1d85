package dev.millrace.core.artifact;

/**
 * The verdict of evaluation, as {@code blessing.json}; property {@code blessed} is true or false,
 * {@code reason} says why.
 */
public record ModelBlessing(Handle handle) implements Artifact {
  public static final ArtifactType<ModelBlessing> TYPE =
      new ArtifactType<>("ModelBlessing", 1, ModelBlessing.class, ModelBlessing::new);
}
