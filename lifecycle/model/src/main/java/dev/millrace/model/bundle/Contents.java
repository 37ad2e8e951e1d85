package dev.millrace.model.bundle;

import dev.millrace.model.Signature;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What goes into a bundle.
 *
 * @param trainer that made the model, such as {@code xgboost}
 * @param label the column that it learnt to predict
 * @param features what the transform makes for the model, in the model's order
 * @param graph transform and model as one ONNX file
 * @param schema as YAML
 * @param statistics of the training data
 * @param samples rows of inputs as JSON objects, to try the model with
 */
public record Contents(
    String trainer,
    Task task,
    String label,
    List<String> features,
    byte[] graph,
    Signature signature,
    String schema,
    JsonNode statistics,
    List<JsonNode> samples) {

  public Contents {
    features = List.copyOf(features);
    samples = List.copyOf(samples);
  }
}
