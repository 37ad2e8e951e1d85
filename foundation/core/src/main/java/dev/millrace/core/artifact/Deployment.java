package dev.millrace.core.artifact;

/**
 * The desired state that was written for an environment; properties {@code environment}, {@code
 * model}, {@code version}.
 */
public record Deployment(Handle handle) implements Artifact {
  public static final ArtifactType<Deployment> TYPE =
      new ArtifactType<>("Deployment", 1, Deployment.class, Deployment::new);
}
