package dev.millrace.core.artifact;

/**
 * A model bundle: {@code model.onnx} (transform and model in one graph), signature, schema,
 * baseline statistics, sample requests.
 */
public record Model(Handle handle) implements Artifact {
  public static final ArtifactType<Model> TYPE =
      new ArtifactType<>("Model", 1, Model.class, Model::new);
}
