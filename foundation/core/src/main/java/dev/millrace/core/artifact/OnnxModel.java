package dev.millrace.core.artifact;

/**
 * A model as a program of a user's wrote it: {@code model.onnx}, {@code signature.json} that says
 * what its tensors mean, and {@code predictions.jsonl}, the program's own predictions of some rows.
 */
public record OnnxModel(Handle handle) implements Artifact {
  public static final ArtifactType<OnnxModel> TYPE =
      new ArtifactType<>("OnnxModel", 1, OnnxModel.class, OnnxModel::new);
}
