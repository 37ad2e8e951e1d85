package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Signature;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.onnx.Classification;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.model.predict.Predictor;
import dev.millrace.training.trainer.FittedModel;
import java.util.List;

/**
 * Transform and model as one graph: raw columns in, what the task predicts out.
 *
 * @param predictor of the graph
 */
record ModelGraph(byte[] onnx, Signature signature, Predictor predictor) {

  /**
   * @param classes of a multi-class model, else empty
   */
  static ModelGraph of(
      TransformFiles transform, FittedModel model, Task task, List<String> classes) {
    GraphBuilder builder = GraphBuilder.continuing(transform.onnx(), transform.signature());
    List<Value> features = builder.takeOutputs();
    builder.scope("model");
    Operators graph = new Operators(builder);
    List<Value> predictions = model.addTo(graph, graph.matrix(features));
    List<String> outputs = task.outputs(classes);
    if (task == Task.MULTICLASS) {
      Value probabilities = graph.concat(predictions);
      builder.output(
          outputs.getFirst(), new Classification(builder).mostProbable(probabilities, classes));
    }
    List<String> ofPredictions =
        outputs.subList(outputs.size() - predictions.size(), outputs.size());
    for (int i = 0; i < predictions.size(); i++) {
      builder.output(ofPredictions.get(i), predictions.get(i));
    }
    GraphBuilder.Finished finished = builder.finished(OnnxLimits.DEFAULT);
    Signature signature = builder.signature(transform.signature().zone());
    return new ModelGraph(finished.bytes(), signature, Predictor.of(finished.graph(), signature));
  }

  /**
   * Of a model that may have operators without a kernel.
   *
   * @throws UserError if what the builder has written is no valid graph
   */
  static ModelGraph chosen(GraphBuilder builder, String zone) {
    byte[] onnx = builder.toBytes();
    Signature signature = builder.signature(zone);
    return new ModelGraph(onnx, signature, Predictor.chosen(onnx, signature));
  }

  /**
   * @throws UserError if a feature has the name of one of the model's outputs
   */
  static void requireFreeOutputs(TransformFiles transform, Task task, List<String> classes) {
    for (String output : task.outputs(classes)) {
      if (transform.signature().output(output).isPresent()) {
        throw UserError.usage(
                "a feature is named '" + output + "', which is what the model's output is called")
            .hint("rename the feature in the transform step");
      }
    }
  }
}
