package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.predict.Predictor;
import dev.millrace.training.trainer.FittedModel;
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
  static Agreement of(FittedModel model, Predictor graph, ComparedRows rows) {
    List<Column.Doubles> found = rows.predictions(graph);
    float[] expected = model.predict(rows.features());
    int compared = 0;
    int worst = 0;
    double largest = 0;
    for (int row = 0; row < rows.finite().length; row++) {
      if (rows.finite()[row]) {
        compared++;
        double difference = difference(found, expected, row);
        // NaN is the largest of all, and stays it.
        if (Double.compare(difference, largest) > 0) {
          largest = difference;
          worst = row;
        }
      }
    }
    Batch at = rows.raw().slice(worst, worst + 1);
    return new Agreement(
        compared, largest, RowCodec.ofInputs(graph.signature()).encode(at).getFirst());
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
}
