package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far the graph's predictions are from the trainer's own.
 *
 * @param rows compared
 * @param largest absolute difference of two predictions, of those beyond one in proportion
 * @param at the row that has it
 */
record Agreement(int rows, double largest, ObjectNode at) {

  /** Sums of leaves in single precision, in another order than the trainer's, stay within this. */
  static final double TOLERANCE = 1e-5;

  /**
   * Compares the whole graph on raw rows with the trainer on the transform's features of the same.
   * A row with an infinite feature is passed over: trainers do not take those.
   *
   * @param rows at least one
   */
  static Agreement of(
      TransformFiles transform, FittedModel model, ModelGraph graph, List<ObjectNode> rows) {
    Batch raw = RowCodec.ofInputs(graph.signature()).decode(rows);
    Batch outputs = graph.predictor().predict(raw);
    List<Column.Doubles> found =
        graph.signature().outputs().stream()
            .filter(output -> output.type() == DataType.NUMBER)
            .map(output -> doubles(outputs, output.name()))
            .toList();
    FeatureMatrix features = features(transform, raw);
    boolean[] finite = finite(features);
    float[] expected = model.predict(features);
    int compared = 0;
    int worst = 0;
    double largest = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (finite[row]) {
        compared++;
        double difference = difference(found, expected, row);
        // NaN is the largest of all, and stays it.
        if (Double.compare(difference, largest) > 0) {
          largest = difference;
          worst = row;
        }
      }
    }
    return new Agreement(compared, largest, rows.get(worst));
  }

  /** The largest of a row's outputs; NaN if any is. */
  private static double difference(List<Column.Doubles> found, float[] expected, int row) {
    double largest = 0;
    for (int output = 0; output < found.size(); output++) {
      double wanted = expected[row * found.size() + output];
      double distance = Math.abs(found.get(output).values()[row] - wanted);
      double relative = distance / Math.max(1, Math.abs(wanted));
      largest = Double.compare(relative, largest) > 0 ? relative : largest;
    }
    return largest;
  }

  /**
   * @throws UserError with the figures, if the two disagree
   */
  void require(String trainer) {
    if (!(largest <= TOLERANCE)) {
      throw UserError.failure(
              "the model as ONNX differs from "
                  + trainer
                  + "'s own predictions by up to "
                  + largest
                  + " on "
                  + rows
                  + " rows, more than "
                  + TOLERANCE
                  + "; most at "
                  + at)
          .hint("the bundle was not made; this is a fault of Millrace worth reporting");
    }
  }

  private static FeatureMatrix features(TransformFiles transform, Batch raw) {
    Batch made = transform.predictor().predict(raw);
    List<Field> features = transform.signature().outputs();
    float[] values = new float[raw.rows() * features.size()];
    for (int feature = 0; feature < features.size(); feature++) {
      Column.Doubles column = doubles(made, features.get(feature).name());
      for (int row = 0; row < raw.rows(); row++) {
        values[row * features.size() + feature] =
            column.present(row) ? (float) column.values()[row] : Float.NaN;
      }
    }
    return new FeatureMatrix(raw.rows(), features.size(), values);
  }

  /** Tells the rows without an infinite feature; in the others it is replaced by NaN. */
  private static boolean[] finite(FeatureMatrix features) {
    boolean[] finite = new boolean[features.rows()];
    Arrays.fill(finite, true);
    float[] values = features.values();
    for (int place = 0; place < values.length; place++) {
      if (Float.isInfinite(values[place])) {
        finite[place / features.features()] = false;
        values[place] = Float.NaN;
      }
    }
    return finite;
  }

  private static Column.Doubles doubles(Batch batch, String name) {
    if (batch.column(name) instanceof Column.Doubles doubles) {
      return doubles;
    }
    throw new IllegalStateException("'" + name + "' is no number");
  }
}
