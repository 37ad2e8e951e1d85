package dev.millrace.training.trainer;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a trainer made: to be written into a graph, and to predict for itself as a check on that.
 */
public interface FittedModel extends AutoCloseable {

  /**
   * Writes the model's nodes.
   *
   * @param features FLOAT [N, features], NaN where missing
   * @return what the objective predicts of each row, FLOAT [N, 1] each: for several classes the
   *     probability of each
   */
  List<Value> addTo(Operators graph, Value features);

  /** The trainer's own predictions, {@code rows × outputs}, row after row. */
  float[] predict(FeatureMatrix rows);

  /**
   * What each feature is worth to the model, as the trainer itself tells; empty if it does not. May
   * be asked on another thread than all else but {@link #saved}.
   *
   * @param sample rows to explain predictions of
   */
  Optional<Importance> importance(FeatureMatrix sample);

  /**
   * The trainer's own file of the model, for {@link TrainingOrder#initial()}; empty if the trainer
   * cannot go on from a model. Its bytes depend on the model alone. May be asked on another thread,
   * as {@link #importance} may.
   */
  default Optional<byte[]> saved() {
    return Optional.empty();
  }

  @Override
  void close();
}
