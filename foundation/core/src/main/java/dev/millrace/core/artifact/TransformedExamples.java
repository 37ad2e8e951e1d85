package dev.millrace.core.artifact;

/** Examples after the transform: the same splits and order as the examples they were made from. */
public record TransformedExamples(Handle handle) implements Artifact {
  public static final ArtifactType<TransformedExamples> TYPE =
      new ArtifactType<>(
          "TransformedExamples", 1, TransformedExamples.class, TransformedExamples::new);
}
