package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.value.Json;
import dev.millrace.model.Signature;
import dev.millrace.model.bundle.KeptTransform;
import dev.millrace.model.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The files of a {@link TransformGraph}.
 *
 * @param onnx raw features in, one FLOAT a model feature out
 * @param signature its outputs are the features, in the order of the model's matrix
 * @param declared what the graph was made of, by feature; empty if something else than the step
 *     {@code transform} made it
 */
public record TransformFiles(byte[] onnx, Signature signature, Optional<JsonNode> declared) {

  private static final String GRAPH = "transform.onnx";
  private static final String SIGNATURE = "signature.json";
  private static final String DECLARED = "features.json";

  public static TransformFiles read(TransformGraph graph) throws IOException {
    Path declared = graph.file(DECLARED);
    return new TransformFiles(
        Files.readAllBytes(graph.file(GRAPH)),
        Signature.fromJson(Json.read(graph.file(SIGNATURE))),
        Files.exists(declared) ? Optional.of(Json.read(declared)) : Optional.empty());
  }

  /** The files of a transform that a bundle has kept. */
  static TransformFiles of(KeptTransform kept) {
    return new TransformFiles(kept.onnx(), kept.signature(), Optional.of(kept.features()));
  }

  void write(TransformGraph staged) throws IOException {
    Files.write(staged.file(GRAPH), onnx);
    Files.writeString(staged.file(SIGNATURE), Json.pretty(signature.toJson()));
    if (declared.isPresent()) {
      Files.writeString(staged.file(DECLARED), Json.pretty(declared.get()));
    }
  }

  /**
   * For a bundle, so that another run can make the same features; empty if nothing declared any.
   */
  public Optional<KeptTransform> kept() {
    return declared.map(features -> new KeptTransform(onnx, signature, features));
  }

  /** Computes the features. */
  public Predictor predictor() {
    return Predictor.of(onnx, signature);
  }
}
