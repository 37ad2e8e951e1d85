package dev.millrace.core.artifact;

/**
 * The verdict of the serving check, as {@code blessing.json}; property {@code blessed} is true or
 * false, {@code reason} says why.
 */
public record InfraBlessing(Handle handle) implements Artifact {
  public static final ArtifactType<InfraBlessing> TYPE =
      new ArtifactType<>("InfraBlessing", 1, InfraBlessing.class, InfraBlessing::new);
}
