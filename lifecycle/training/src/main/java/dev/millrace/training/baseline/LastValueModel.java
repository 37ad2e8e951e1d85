package dev.millrace.training.baseline;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.List;
import java.util.Optional;

/**
 * Predicts that the label is what it last was. A number is predicted as it is; of a truth, the
 * share of true labels among the training rows of the same last value, so that it is a probability.
 *
 * @param features that a row has
 * @param feature which of them is the last value
 * @param least that is predicted
 * @param missing what is predicted without a last value
 * @param shares of a truth: what is predicted where it last was false, and where it was true
 */
record LastValueModel(
    int features, int feature, float least, float missing, Optional<Shares> shares)
    implements FittedModel {

  /** The shares of true labels. */
  record Shares(float afterFalse, float afterTrue) {}

  /**
   * @param missing what is predicted without a last value
   * @throws UserError if the feature cannot be a last value of such labels
   */
  static LastValueModel of(Objective objective, LabelledRows rows, int feature, float[] missing) {
    requireAny(rows.features(), feature);
    float least =
        objective instanceof Objective.Regression(Loss loss, double _) && loss == Loss.POISSON
            ? 0
            : -Float.MAX_VALUE;
    Optional<Shares> shares =
        switch (objective) {
          case Objective.Binary() -> Optional.of(shares(rows, feature, missing[0]));
          case Objective.Regression _, Objective.Ranking() -> Optional.empty();
          case Objective.Multiclass _ ->
              throw UserError.usage(
                      "last_value: a feature is a number, and no class can be told from it")
                  .hint("leave last_value out: the baseline then is the shares of the classes");
        };
    return new LastValueModel(rows.features().features(), feature, least, missing[0], shares);
  }

  private static void requireAny(FeatureMatrix rows, int feature) {
    for (int row = 0; row < rows.rows(); row++) {
      if (!Float.isNaN(value(rows, row, feature))) {
        return;
      }
    }
    throw UserError.failure("last_value: the feature is missing in all rows of the training split")
        .hint("check how the column is made, or leave last_value out");
  }

  private static Shares shares(LabelledRows rows, int feature, float all) {
    double[] trues = new double[2];
    double[] sums = new double[2];
    for (int row = 0; row < rows.labels().length; row++) {
      float last = value(rows.features(), row, feature);
      if (!Float.isNaN(last)) {
        if (last != 0 && last != 1) {
          throw UserError.failure(
                  "last_value: the feature is %s in row %,d of the training split; the last value of"
                          .formatted(last, row)
                      + " a truth is 0 or 1")
              .hint("let the transform pass the column on as it is, or leave last_value out");
        }
        trues[(int) last] += rows.weight(row) * rows.labels()[row];
        sums[(int) last] += rows.weight(row);
      }
    }
    return new Shares(
        sums[0] > 0 ? (float) (trues[0] / sums[0]) : all,
        sums[1] > 0 ? (float) (trues[1] / sums[1]) : all);
  }

  private static float value(FeatureMatrix rows, int row, int feature) {
    return rows.values()[row * rows.features() + feature];
  }

  @Override
  public List<Value> addTo(Operators graph, Value matrix) {
    Value last = graph.column(graph.columnOf(matrix, feature));
    Value same =
        shares.isPresent()
            ? graph.where(
                graph.greater(last, graph.constant(0.5f)),
                graph.constant(shares.get().afterTrue()),
                graph.constant(shares.get().afterFalse()))
            : last;
    Value known = graph.where(graph.isNaN(last), graph.constant(missing), same);
    return List.of(graph.clip(known, graph.constant(least), graph.constant(Float.MAX_VALUE)));
  }

  @Override
  public float[] predict(FeatureMatrix rows) {
    float[] predictions = new float[rows.rows()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = Math.clamp(known(value(rows, row, feature)), least, Float.MAX_VALUE);
    }
    return predictions;
  }

  private float known(float last) {
    if (Float.isNaN(last)) {
      return missing;
    }
    return shares.map(each -> last > 0.5f ? each.afterTrue() : each.afterFalse()).orElse(last);
  }

  /** All of the prediction's distance from its mean is due to the one feature. */
  @Override
  public Optional<Importance> importance(FeatureMatrix sample) {
    float[] predictions = predict(sample);
    double mean = 0;
    for (float prediction : predictions) {
      mean += (double) prediction / predictions.length;
    }
    double[] shares = new double[features];
    for (float prediction : predictions) {
      shares[feature] += Math.abs(prediction - mean) / predictions.length;
    }
    return Optional.of(new Importance(new double[features], new long[features], shares));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
