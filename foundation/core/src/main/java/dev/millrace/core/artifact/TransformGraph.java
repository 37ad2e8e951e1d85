package dev.millrace.core.artifact;

/**
 * The transform alone as {@code transform.onnx}, raw features in, model features out, with its
 * {@code signature.json}.
 */
public record TransformGraph(Handle handle) implements Artifact {
  public static final ArtifactType<TransformGraph> TYPE =
      new ArtifactType<>("TransformGraph", 1, TransformGraph.class, TransformGraph::new);
}
