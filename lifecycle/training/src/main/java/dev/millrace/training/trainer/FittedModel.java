package dev.millrace.training.trainer;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;

/**
 * What a trainer made: to be written into a graph, and to predict for itself as a check on that.
 */
public interface FittedModel extends AutoCloseable {

  /**
   * Writes the model's nodes.
   *
   * @param features FLOAT [N, features], NaN where missing
   * @return the probability of the positive class, FLOAT [N, 1]
   */
  Value addTo(Operators graph, Value features);

  /** The trainer's own predictions: the probability of the positive class for each row. */
  float[] predict(FeatureMatrix rows);

  @Override
  void close();
}
