package dev.millrace.core.artifact;

/** Metrics, slices and comparisons of a model: {@code evaluation.json}, to look at as a page. */
public record Evaluation(Handle handle) implements Artifact {
  public static final ArtifactType<Evaluation> TYPE =
      new ArtifactType<>("Evaluation", 1, Evaluation.class, Evaluation::new);
}
