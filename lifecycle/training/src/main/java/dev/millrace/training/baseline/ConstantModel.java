package dev.millrace.training.baseline;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predicts the same of every row: trees of one leaf.
 *
 * @param prediction one of each output
 * @param features that a row has
 */
record ConstantModel(float[] prediction, int features) implements FittedModel {

  @Override
  public List<Value> addTo(Operators graph, Value matrix) {
    List<Value> outputs = new ArrayList<>();
    for (float each : prediction) {
      List<Trees.Node> leaf = List.of(new Trees.Leaf(each));
      outputs.add(graph.trees(matrix, new Trees(features, 0, List.of(leaf))));
    }
    return outputs;
  }

  @Override
  public float[] predict(FeatureMatrix rows) {
    float[] predictions = new float[rows.rows() * prediction.length];
    for (int at = 0; at < predictions.length; at++) {
      predictions[at] = prediction[at % prediction.length];
    }
    return predictions;
  }

  @Override
  public Optional<Importance> importance(FeatureMatrix sample) {
    return Optional.of(
        new Importance(new double[features], new long[features], new double[features]));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
