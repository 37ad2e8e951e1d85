package dev.millrace.training.linear;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;

/**
 * The features as weights are looked for: with the mean where they are missing, with mean 0 and
 * variance 1, and turned to the axes along which they do not vary together.
 *
 * <p>Coordinate descent changes one weight after the other. Of features that say nearly the same it
 * needs thousands of rounds, along principal axes some tens. An orthogonal change of axes leaves
 * the sum of squared weights as it is, so it changes no model whose penalty is {@code l2}; that of
 * {@code l1} depends on the axes, and with it they stay those of the features.
 */
final class Coordinates {

  /** To turn more features would take longer than the rounds that it spares. */
  private static final int MOST_TURNED = 256;

  /** By which axes are found; they need not be exact. */
  private static final int ROWS_OF_AXES = 10_000;

  private final double[] means;

  /** Of each feature 1 over its standard deviation; 0 if all its values are the same. */
  private final double[] factors;

  /** One column for each axis; empty if they are the features' own. */
  private final double[][] axes;

  private Coordinates(double[] means, double[] factors, double[][] axes) {
    this.means = means;
    this.factors = factors;
    this.axes = axes;
  }

  /**
   * @param turned whether the axes may be others than the features
   */
  static Coordinates of(LabelledRows rows, boolean turned) {
    FeatureMatrix features = rows.features();
    double[] means = new double[features.features()];
    double[] factors = new double[features.features()];
    for (int feature = 0; feature < means.length; feature++) {
      means[feature] = mean(rows, feature);
      factors[feature] = factor(rows, feature, means[feature]);
    }
    Coordinates own = new Coordinates(means, factors, new double[0][]);
    return turned && means.length <= MOST_TURNED
        ? new Coordinates(means, factors, PrincipalAxes.of(covariance(own, features)))
        : own;
  }

  private static double mean(LabelledRows rows, int feature) {
    double sum = 0;
    double all = 0;
    for (int row = 0; row < rows.labels().length; row++) {
      float value = value(rows.features(), row, feature);
      if (!Float.isNaN(value)) {
        sum += rows.weight(row) * value;
        all += rows.weight(row);
      }
    }
    return all == 0 ? 0 : sum / all;
  }

  private static double factor(LabelledRows rows, int feature, double mean) {
    double squares = 0;
    double all = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < rows.labels().length; row++) {
      float value = value(rows.features(), row, feature);
      all += rows.weight(row);
      if (!Float.isNaN(value)) {
        squares += rows.weight(row) * (value - mean) * (value - mean);
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return least < most ? 1 / Math.sqrt(squares / all) : 0;
  }

  private static float value(FeatureMatrix features, int row, int feature) {
    return features.values()[row * features.features() + feature];
  }

  private static double[][] covariance(Coordinates own, FeatureMatrix features) {
    FeatureMatrix sample = own.of(features.spread(ROWS_OF_AXES));
    int width = sample.features();
    double[][] covariance = new double[width][width];
    for (int from = 0; from < sample.values().length; from += width) {
      for (int p = 0; p < width; p++) {
        for (int q = 0; q < width; q++) {
          covariance[p][q] +=
              (double) sample.values()[from + p] * sample.values()[from + q] / sample.rows();
        }
      }
    }
    return covariance;
  }

  FeatureMatrix of(FeatureMatrix features) {
    int width = features.features();
    float[] values = new float[features.values().length];
    double[] row = new double[width];
    for (int from = 0; from < values.length; from += width) {
      for (int feature = 0; feature < width; feature++) {
        double value = (features.values()[from + feature] - means[feature]) * factors[feature];
        row[feature] = Double.isNaN(value) ? 0 : value;
      }
      double[] turned = turn(row);
      for (int axis = 0; axis < width; axis++) {
        values[from + axis] = (float) turned[axis];
      }
    }
    return new FeatureMatrix(features.rows(), width, values);
  }

  private double[] turn(double[] row) {
    if (axes.length == 0) {
      return row;
    }
    double[] turned = new double[row.length];
    for (int feature = 0; feature < row.length; feature++) {
      for (int axis = 0; axis < row.length; axis++) {
        turned[axis] += row[feature] * axes[feature][axis];
      }
    }
    return turned;
  }

  double[] means() {
    return means.clone();
  }

  /**
   * The slopes of the features' distances from their means.
   *
   * @param weights of each axis, one for each output
   */
  double[] slopes(double[] weights, int outputs) {
    double[] slopes = new double[weights.length];
    for (int feature = 0; feature < means.length; feature++) {
      for (int output = 0; output < outputs; output++) {
        double slope = axes.length == 0 ? weights[feature * outputs + output] : 0;
        for (int axis = 0; axis < axes.length; axis++) {
          slope += axes[feature][axis] * weights[axis * outputs + output];
        }
        slopes[feature * outputs + output] = slope * factors[feature];
      }
    }
    return slopes;
  }
}
