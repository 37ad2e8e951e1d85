package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.value.Json;
import dev.millrace.model.Signature;
import dev.millrace.model.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;

/**
 * The two files of a {@link TransformGraph}.
 *
 * @param onnx raw features in, one FLOAT a model feature out
 * @param signature its outputs are the features, in the order of the model's matrix
 */
public record TransformFiles(byte[] onnx, Signature signature) {

  private static final String GRAPH = "transform.onnx";
  private static final String SIGNATURE = "signature.json";

  public static TransformFiles read(TransformGraph graph) throws IOException {
    return new TransformFiles(
        Files.readAllBytes(graph.file(GRAPH)),
        Signature.fromJson(Json.read(graph.file(SIGNATURE))));
  }

  void write(TransformGraph staged) throws IOException {
    Files.write(staged.file(GRAPH), onnx);
    Files.writeString(staged.file(SIGNATURE), Json.pretty(signature.toJson()));
  }

  /** Computes the features. */
  public Predictor predictor() {
    return Predictor.of(onnx, signature);
  }
}
