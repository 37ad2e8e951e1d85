package dev.millrace.training.linear;

import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.xgboost.LinearBoosting;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * In what units a model is fitted, in single precision: labels of least squares with mean 0 and
 * variance 1, and rows that count 1 on average. The model is the same as without it.
 *
 * @param mean of the labels
 * @param deviation of the labels, from their mean
 * @param weight of a row on average
 */
record Scale(double mean, double deviation, double weight) {

  static Scale of(Objective objective, LabelledRows rows) {
    double weight = rows.weight() / rows.labels().length;
    if (!(objective instanceof Objective.Regression(Loss loss, double _)) || loss != Loss.SQUARED) {
      return new Scale(0, 1, weight);
    }
    double mean = rows.meanLabel();
    double squares = 0;
    for (int row = 0; row < rows.labels().length; row++) {
      squares += rows.weight(row) * (rows.labels()[row] - mean) * (rows.labels()[row] - mean);
    }
    double deviation = Math.sqrt(squares / rows.weight());
    return new Scale(mean, deviation > 0 ? deviation : 1, weight);
  }

  LabelledRows of(LabelledRows rows, Coordinates coordinates) {
    float[] labels = new float[rows.labels().length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (float) ((rows.labels()[row] - mean) / deviation);
    }
    Optional<float[]> weights = rows.weights().map(this::relative);
    return new LabelledRows(coordinates.of(rows.features()), labels, weights, rows.groups());
  }

  private float[] relative(float[] weights) {
    float[] relative = new float[weights.length];
    for (int row = 0; row < weights.length; row++) {
      relative[row] = (float) (weights[row] / weight);
    }
    return relative;
  }

  LinearBoosting.Penalties of(BoostingSettings settings) {
    return new LinearBoosting.Penalties(settings.l1() / weight / deviation, settings.l2() / weight);
  }

  /** The one metric that has the labels' unit in it. */
  Map<String, Double> back(Map<String, Double> metrics) {
    Map<String, Double> back = new HashMap<>(metrics);
    back.replaceAll((name, value) -> name.endsWith("_rmse") ? value * deviation : value);
    return back;
  }

  double[] slopes(double[] scaled) {
    return Arrays.stream(scaled).map(slope -> slope * deviation).toArray();
  }

  double[] intercepts(double[] scaled) {
    return Arrays.stream(scaled).map(intercept -> mean + intercept * deviation).toArray();
  }
}
