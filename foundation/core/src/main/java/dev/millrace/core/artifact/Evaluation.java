package dev.millrace.core.artifact;

/**
 * Metrics, slices and comparisons of a model, as {@code evaluation.json}, and as {@code
 * evaluation.html} to look at.
 */
public record Evaluation(Handle handle) implements Artifact {
  public static final ArtifactType<Evaluation> TYPE =
      new ArtifactType<>("Evaluation", 1, Evaluation.class, Evaluation::new);
}
