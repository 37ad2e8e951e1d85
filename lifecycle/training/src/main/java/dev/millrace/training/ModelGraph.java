package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Signature;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.model.predict.Predictor;
import dev.millrace.training.trainer.FittedModel;
import java.util.List;

/** Transform and model as one graph: raw columns in, the probability of a positive label out. */
record ModelGraph(byte[] onnx, Signature signature) {

  static final String OUTPUT = "probability";

  static ModelGraph of(TransformFiles transform, FittedModel model) {
    GraphBuilder builder = GraphBuilder.continuing(transform.onnx(), transform.signature());
    List<Value> features = builder.takeOutputs();
    builder.scope("model");
    Operators graph = new Operators(builder);
    builder.output(OUTPUT, model.addTo(graph, graph.matrix(features)));
    return new ModelGraph(builder.toBytes(), builder.signature(transform.signature().zone()));
  }

  /**
   * @throws UserError if a feature has the name of the model's output
   */
  static void requireFreeOutput(TransformFiles transform) {
    if (transform.signature().output(OUTPUT).isPresent()) {
      throw UserError.usage(
              "a feature is named '" + OUTPUT + "', which is what the model's output is called")
          .hint("rename the feature in the transform step");
    }
  }

  Predictor predictor() {
    return Predictor.of(onnx, signature);
  }
}
