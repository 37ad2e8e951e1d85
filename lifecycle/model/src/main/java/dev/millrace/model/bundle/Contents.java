package dev.millrace.model.bundle;

import dev.millrace.model.Signature;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What goes into a bundle.
 *
 * @param trainer that made the model, such as {@code xgboost}
 * @param label the column that it learnt to predict
 * @param classes of a multi-class model, in the model's order; else empty
 * @param features what the transform makes for the model, in the model's order
 * @param graph transform and model as one ONNX file
 * @param schema as YAML
 * @param statistics of the training data, as JSON
 * @param importance of each feature, as far as the trainer tells
 * @param samples rows of inputs as JSON objects, to try the model with
 * @param continuation what another run may go on from
 */
public record Contents(
    String trainer,
    Task task,
    String label,
    List<String> classes,
    List<String> features,
    byte[] graph,
    Signature signature,
    String schema,
    String statistics,
    JsonNode importance,
    List<JsonNode> samples,
    Continuation continuation) {

  public Contents {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
    samples = List.copyOf(samples);
  }

  /** Of a model that nothing goes on from. */
  public Contents(
      String trainer,
      Task task,
      String label,
      List<String> classes,
      List<String> features,
      byte[] graph,
      Signature signature,
      String schema,
      String statistics,
      JsonNode importance,
      List<JsonNode> samples) {
    this(
        trainer,
        task,
        label,
        classes,
        features,
        graph,
        signature,
        schema,
        statistics,
        importance,
        samples,
        Continuation.none());
  }
}
